"""python -m sandbox, as somebody trying the bot without a token starts it."""

import asyncio
import signal
import sys
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parents[2]


async def test_the_program_serves_and_stops_cleanly(tmp_path: Path) -> None:
    arguments = ("-m", "sandbox", "--port", "0", "--data", str(tmp_path))
    program = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert program.stdout
        page = (await asyncio.wait_for(program.stdout.readline(), 20)).decode().split()[-1]
        bot_api = (await program.stdout.readline()).decode().split()[-1]
        async with aiohttp.ClientSession() as http:
            async with http.get(page) as response:
                assert response.status == 200
            async with http.get(f"{bot_api}getMe") as response:
                assert (await response.json())["result"]["username"] == "linja_bot"
    finally:
        program.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(program.wait(), 10) == 0
    assert (tmp_path / "world.json").exists()
