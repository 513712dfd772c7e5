"""The GraphQL language, type system only: text to syntax nodes, quickly.

In: a schema document or a value. Out: nodes with the attributes of graphql-core's, as far as the
readers use them. It understands valid documents alone and refuses everything else with
`NotUnderstoodError`: graphql-core, which costs more to load than a schema to read, has the last
word on what is wrong with a text.
"""

from schemadoc.syntax.nodes import Node
from schemadoc.syntax.parser import parse, parse_value
from schemadoc.syntax.tokens import NotUnderstoodError, Token

__all__ = ["Node", "NotUnderstoodError", "Token", "parse", "parse_value"]
