"""Seeded mutants of signed SAML responses."""

import copy
import dataclasses
import random

import xmlsec
from lxml import etree

from saml_mutations import AFTER, BEFORE, Draft
from saml_signing import ENHANCED, LEGACY, How, good_response, sign

PLACES = (("assertion", "response"), ("assertion",), ("response",))


@dataclasses.dataclass(frozen=True)
class Mutant:
    number: int
    connection: object
    mutations: tuple  # names
    signed: tuple
    message: bytes

    @property
    def name(self):
        return f"{self.number} {self.connection.kind}, {'+'.join(self.signed)} signed: " + \
            " & ".join(self.mutations)


def apply(draft, names, table):
    for name in names:
        if name not in table:
            continue
        try:
            table[name](draft)
        except (AttributeError, IndexError, TypeError, ValueError, etree.XMLSyntaxError):
            pass  # the other mutation took away what this one would change, or made it no XML


def signed_root(draft, keys):
    """Two ways of signing may exclude each other (RSA with an elliptic key): then the usual one."""
    try:
        return sign(copy.deepcopy(draft.root), draft.how, keys)
    except xmlsec.Error:
        return sign(copy.deepcopy(draft.root), How(signed=draft.how.signed), keys)


def make(number, connection, mutations, signed, keys, now):
    other = LEGACY if connection is ENHANCED else ENHANCED
    draft = Draft(etree.fromstring(good_response(connection, now).encode()), How(signed=signed),
                  connection, other, now)
    apply(draft, mutations, BEFORE)
    draft.text = etree.tostring(signed_root(draft, keys)).decode()
    apply(draft, mutations, AFTER)
    message = draft.text if isinstance(draft.text, bytes) else draft.text.encode()
    return Mutant(number, connection, mutations, signed, message)


def choices(count, seed):
    """Every mutation once, in a seeded order and place; then random ones, and pairs."""
    rng = random.Random(seed)
    names = sorted(BEFORE) + sorted(AFTER)
    single = [(name,) for name in names]
    rng.shuffle(single)
    while len(single) < count:
        single.append((rng.choice(names),) if rng.random() < 0.4 else tuple(rng.sample(names, 2)))
    for mutations in single[:count]:
        yield rng.choice((LEGACY, ENHANCED)), mutations, rng.choice(PLACES)


def mutants(count, seed, keys, now):
    yield make(0, LEGACY, ("nothing",), PLACES[0], keys, now)
    yield make(0, ENHANCED, ("nothing",), PLACES[0], keys, now)
    for number, (connection, mutations, signed) in enumerate(choices(count, seed), start=1):
        yield make(number, connection, mutations, signed, keys, now)
