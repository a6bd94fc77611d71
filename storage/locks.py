"""The numbers of PostgreSQL's advisory locks: the same in every process and in every version."""

LEADS = 0x4C454144  # "LEAD": of whoever leads
LIVES = 0x4C494645  # "LIFE": the class of those that are held by who lives, by a worker's number
MIGRATES = 0x4C494E4A41  # "LINJA": of whoever looks at the tables' version, and changes it
