"""Safety that is seen: what the running program leaves on the disk, and which system calls it makes."""
