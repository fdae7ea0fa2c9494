"""The book of the register as a file to print and to bind: sổ đăng ký văn bản đi, for Word and for Excel."""
