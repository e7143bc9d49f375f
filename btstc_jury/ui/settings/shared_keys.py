"""The keys of settings that come from another machine."""

from __future__ import annotations

from collections.abc import Mapping

from btstc_jury.application.settings_sharing import KeyChange, Unfit
from btstc_jury.domain.wording import plainly
from btstc_jury.ui.acts import ACTS
from btstc_jury.ui.shortcuts import Keymap, key_words, same

_LONGEST = 60


class ActKeys:
    """See ``application.settings_sharing.KeyRules``."""

    @staticmethod
    def settled(chosen: Mapping[str, str]) -> dict[str, str]:
        known = {act.name for act in ACTS}
        made = Keymap(chosen)
        for name, keys in chosen.items():
            shown = f"«\u202f{plainly(name[:_LONGEST])}\u202f»"
            if name not in known:
                raise Unfit(f"{shown} n’est pas un acte de cette version.")
            if same(made.keys(name)) != same(keys):
                why = made.refusal(name, keys) or "Cette touche ne va pas avec les autres."
                raise Unfit(f"{shown}\u202f: {why}")
        return made.chosen()

    @staticmethod
    def changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[KeyChange, ...]:
        one, other = Keymap(before), Keymap(after)
        return tuple(
            KeyChange(act.words, key_words(one.keys(act.name)), key_words(other.keys(act.name)))
            for act in ACTS
            if one.keys(act.name) != other.keys(act.name)
        )
