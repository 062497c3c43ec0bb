"""Law 5: a write service is keyword-only, actor first, and one transaction. Each exception has its reason here."""

import ast
from collections.abc import Collection, Iterator
from pathlib import Path

from tests.laws.house import House, Source, build, held

WRITES = {"save", "delete", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "execute"}
Function = ast.FunctionDef | ast.AsyncFunctionDef
CALLED_BY_A_SERVICE = "part of a service, whose actor and transaction it works for"
REACTION = "answers a fact; the fact tells who acted"
CLOCK = "what the clock or a job brings about is nobody's act"
# Not acts of anybody: 'room.function' and why.
NO_ACTOR = {
    "platform.journal.record": CALLED_BY_A_SERVICE,
    "platform.journal.fact_sql": "writes down a statement for a caller's own; writes nothing itself",
    "platform.journal.fact_values": "the values of that statement; writes nothing itself",
    "platform.journal.subscribe": "a decorator at import; writes nothing",
    "platform.journal.subscribers_of": "reads a registry of functions; writes nothing",
    "platform.files.derive_later": CLOCK,
    "platform.files.derive_picture": CLOCK,
    "platform.files.remove_pictures": CALLED_BY_A_SERVICE,
    "platform.identity.close_account": REACTION,
    "platform.identity.open_empty_account": CLOCK,
    "platform.identity.present_code": "shows a code in a demonstration; writes nothing",
    "ledger.expire_lots": CLOCK,
    "people.forget_person": REACTION,
    "recruitment.remind": CLOCK,
    "outreach.forget_declaration": REACTION,
    "platform.privacy.forget_disclosures": CALLED_BY_A_SERVICE,
    "cases.forget_words": REACTION,
    "honours.forget_honours": REACTION,
    "hours.forget_hours": REACTION,
    "store.give_up_orders": REACTION,
    "store.expire_orders": CLOCK,
    "store.ended_in_words": "reads only",
    "notices.tell": REACTION,
    "notices.forget": REACTION,
}
# Write several statements in a transaction that is not theirs: 'room.function' and whose it is.
ONE_STATEMENT = "one statement books it all; the others only read, or open an account beforehand, which harms nobody"
NO_TRANSACTION = {
    "ledger.transfer": ONE_STATEMENT,
    "ledger.hold": ONE_STATEMENT,
    "ledger.post": ONE_STATEMENT,
    "ledger.void": ONE_STATEMENT,
    "platform.files.remove_pictures": CALLED_BY_A_SERVICE,
}


def services(house: House) -> Iterator[tuple[str, Source, Function]]:
    """Yield ('room.function', file, function) of each room's public services: services.py, or what services/__init__ lets out."""
    for source in house.python("services"):
        inside = source.path.relative_to(house.rooms()[source.room])
        if inside.parts[0] not in {"services.py", "services"}:
            continue
        let_out = _let_out(house, source.room) if inside.parts[0] == "services" and inside.stem != "__init__" else None
        for node in source.tree.body:
            if (
                isinstance(node, Function)
                and not node.name.startswith("_")
                and (let_out is None or node.name in let_out)
            ):
                yield f"{source.room}.{node.name}", source, node


def _let_out(house: House, room: str) -> set[str]:
    door = Source(house, room, house.rooms()[room] / "services" / "__init__.py")
    return {name for _, _, name in door.imports()}


def without_actor(house: House, excused: Collection[str] = NO_ACTOR) -> list[str]:
    """Return services that take arguments by position, or whose first argument is not the actor."""
    found = []
    for name, source, node in services(house):
        first = node.args.kwonlyargs[0].arg if node.args.kwonlyargs else ""
        if name not in excused and (node.args.posonlyargs or node.args.args or first != "actor"):
            found.append(source.at(node, f"{node.name}(*, actor, …): a write service is keyword-only, actor first"))
    return found


def without_transaction(house: House, excused: Collection[str] = NO_TRANSACTION) -> list[str]:
    """Return services that write more than one statement and open no transaction, themselves or in what they call."""
    found = []
    for name, source, node in services(house):
        parts = _with_helpers(source, node)
        statements = sum(_writes(part) for part in parts)
        if statements > 1 and name not in excused and not any(_opens(part) for part in parts):
            found.append(source.at(node, f"{node.name} writes {statements} statements and opens no transaction"))
    return found


def _with_helpers(source: Source, node: Function) -> list[Function]:
    """Return a function and the functions of its module that it calls, directly or not."""
    here = {part.name: part for part in source.tree.body if isinstance(part, Function)}
    reached, waiting = {node.name: node}, [node]
    while waiting:
        for call in ast.walk(waiting.pop()):
            called = here.get(call.func.id) if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else None
            if called and called.name not in reached:
                reached[called.name] = called
                waiting.append(called)
    return list(reached.values())


def _opens(node: Function) -> bool:
    decorated = any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
    withs = [item for part in ast.walk(node) if isinstance(part, ast.With) for item in part.items]
    return decorated or any("atomic(" in ast.unparse(item.context_expr) for item in withs)


def _writes(node: Function) -> int:
    calls = [part.func for part in ast.walk(node) if isinstance(part, ast.Call)]
    methods = sum(isinstance(call, ast.Attribute) and call.attr in WRITES for call in calls)
    return methods + sum(isinstance(call, ast.Name) and call.id == "record" for call in calls)


def test_services_say_who_acts() -> None:
    held(without_actor(House()))


def test_services_are_one_transaction() -> None:
    held(without_transaction(House()))


def test_each_exception_is_still_needed() -> None:
    known = {source.at(node, "").split(": ")[0]: name for name, source, node in services(House())}
    assert set(NO_ACTOR) - {known[line.split(": ")[0]] for line in without_actor(House(), ())} == set()
    assert set(NO_TRANSACTION) - {known[line.split(": ")[0]] for line in without_transaction(House(), ())} == set()


def test_bad_services_are_found(tmp_path: Path) -> None:
    house = build(
        tmp_path,
        {
            "benfu/cases/services/__init__.py": "from .moving import close, reopen, note",
            "benfu/cases/services/moving.py": "\n".join(
                [
                    "@transaction.atomic",
                    "def close(actor, case): ...",
                    "def reopen(*, case, actor): close()",
                    "def note(*, actor):\n    case.save()\n    _tell()",
                    "def _tell(): record(x)",
                    "def helper(case): ...",
                ]
            ),
            "benfu/store/services.py": "def order(*, actor):\n    with transaction.atomic():\n        pass\ndef _inner(x): ...\n",
        },
    )
    assert [line.split(": ")[0] for line in without_actor(house)] == [
        "benfu/cases/services/moving.py:2",
        "benfu/cases/services/moving.py:3",
    ]
    assert [line.split(": ")[0] for line in without_transaction(house)] == ["benfu/cases/services/moving.py:4"]
