namespace RemoteDev.Cedar.Ast;

internal enum ExpressionKind : byte
{
    Literal,
    Variable,
    And,
    Or,
    Not,
    Negate,
    If,
    Comparison,
    Arithmetic,
    GetAttribute,
    HasAttribute,
    Like,
    Is,
    Set,
    Record,
    Call,
}
