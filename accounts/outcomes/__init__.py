"""Whether plays worked: accounts they were run on against matched accounts that were left alone."""
