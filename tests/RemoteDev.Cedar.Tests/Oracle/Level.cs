namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>How tightly an expression binds, loosest first.</summary>
internal enum Level
{
    If,
    Or,
    And,
    Relation,
    Add,
    Multiply,
    Unary,
    Member,
}
