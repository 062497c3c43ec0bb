"""Writing: accounts, phone codes, passwords, second factors, tokens, sessions."""

from .accounts import (
    StaffAccount,
    change_password,
    create_staff_account,
    open_account_by_phone,
    open_empty_account,
    reset_password,
    set_first_password,
)
from .codes import ReadCode, prove_phone, read_code, request_again, request_code
from .joining import move_login, prove_own_login
from .leaving import close_account, leave_for_good
from .passwords import note_sign_in, prove_password
from .second_factor import (
    Setup,
    Shown,
    begin_second_factor,
    confirm_second_factor,
    present_code,
    prove_second_factor,
    reset_second_factor,
)
from .sessions import sign_out_everywhere
from .tokens import NewToken, make_token, revoke_token

__all__ = [
    "NewToken",
    "ReadCode",
    "Setup",
    "Shown",
    "StaffAccount",
    "begin_second_factor",
    "change_password",
    "close_account",
    "confirm_second_factor",
    "create_staff_account",
    "leave_for_good",
    "make_token",
    "move_login",
    "note_sign_in",
    "open_account_by_phone",
    "open_empty_account",
    "present_code",
    "prove_own_login",
    "prove_password",
    "prove_phone",
    "prove_second_factor",
    "read_code",
    "request_again",
    "request_code",
    "reset_password",
    "reset_second_factor",
    "revoke_token",
    "set_first_password",
    "sign_out_everywhere",
]
