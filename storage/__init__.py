"""Tables, migrations, and one module per part of the desk that turns rows into its objects."""
