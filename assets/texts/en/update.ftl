error-update-too-big = The bundle of the new program is too large to be one of ours; it was not installed.
error-update-torn = The bundle of the new program is damaged or not whole; it was not installed. Please fetch it again.
