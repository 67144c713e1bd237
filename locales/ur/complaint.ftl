complaint-number = آپ کی شکایت کا نمبر { $reference } ہے۔ جواب { $days } دن کے اندر ملے گا۔
