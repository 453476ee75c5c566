# What is not answered as asked.
status-400 = This request cannot be read
status-401 = Please say who you are first
status-403 = This is not open to you
status-404 = Nothing is here
status-405 = This cannot be done here
status-409 = This cannot be done now
status-410 = This is gone
status-413 = This file is too large
status-421 = Not this address
status-422 = This cannot be done
status-500 = Something failed here
status-503 = Not available now
status-507 = No room is left
problem-not-found = There is no such page, view or act. It may have been renamed or dropped.
problem-refused = It was refused, and nothing was changed.
problem-failed = The fault is on this side. Nothing was lost; try again, and look into the program's log if it returns.
problem-bad-filter = A field of the filter cannot be read.
problem-upload-failed = The file could not be kept: the disk may be full.
problem-upload-broken = The upload broke off before its end. Send the file again.
problem-upload-too-large = The file is larger than what is taken here; import it by the command line. Limit, in MB:
problem-upload-gone = This upload is no longer kept. Send the file again.
problem-upload-nothing = No file was sent. Choose one first.
problem-foreign-origin = This form was sent from another site, and was refused.
problem-no-host = The request names no host.
problem-unknown-host = This host name is not one of ours.
problem-token-needed = Present the token that the terminal prints: add ?token=… to the address once.
problem-forbidden = Your role does not allow this.
