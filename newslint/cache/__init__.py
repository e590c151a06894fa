"""What newslint keeps between runs: compiled rules, and what became of files that have not changed."""
