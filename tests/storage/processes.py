"""Processes of their own for the tests: one holds the leader's lock, several migrate at once."""

import asyncio
import multiprocessing
import sys
from multiprocessing.synchronize import Barrier

from storage.database import Database
from storage.leader import Leadership
from storage.migrate import upgrade


async def hold(address: str) -> None:
    """Says "taken", then keeps the lock until the process ends or stdin is closed."""
    database = Database(address)
    leadership = Leadership(database)
    await leadership.take()
    sys.stdout.write("taken\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    await leadership.release()
    await database.close()


def upgrade_at_once(address: str, number: int) -> int:
    """How many of them failed. Forked, so that all reach the database at the same instant."""
    context = multiprocessing.get_context("fork")
    gate = context.Barrier(number)
    processes = [context.Process(target=_upgrade, args=(address, gate)) for _ in range(number)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return sum(process.exitcode != 0 for process in processes)


def _upgrade(address: str, gate: Barrier) -> None:
    database = Database(address)
    gate.wait(timeout=30)
    asyncio.run(upgrade(database))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["hold", address]:
            asyncio.run(hold(address))
        case ["upgrade", address]:
            sys.exit(upgrade_at_once(address, 5))
