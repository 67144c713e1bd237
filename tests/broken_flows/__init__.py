"""One defect a file: each breaks the property of its name and nothing else. `sound` is what they all begin from."""
