"""From the files of a book to its contents, with a finding for all that is wrong."""
