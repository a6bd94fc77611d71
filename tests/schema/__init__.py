"""The Bot API in machine-readable form: it judges what is sent, and makes what may arrive.

`validator.validate(method, params)` looks at a call and `validator.validate_result` at its answer;
`generator.updates(seed, count)` makes updates. All rest on botapi.json, which `reduce` makes.
"""
