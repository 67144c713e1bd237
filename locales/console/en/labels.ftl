labels-title = Not understood
labels-hint = Say what each message means. Identity card and telephone numbers are masked; leave out a message that names a person.
labels-export = Export what is labelled
labels-means = What it means
labels-choose = means …
labels-label = Label
labels-none = Everything was understood, or is labelled.
labels-not = Not labelled: choose what the message means.
