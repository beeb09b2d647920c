"""Every kind of finding of the reading check, one small file each."""
