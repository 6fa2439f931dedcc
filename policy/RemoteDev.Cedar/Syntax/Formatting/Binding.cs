namespace RemoteDev.Cedar.Syntax.Formatting;

/// <summary>How tightly an expression's outermost operator binds; the loosest first.</summary>
internal enum Binding
{
    If,
    Or,
    And,
    Relation,
    Sum,
    Product,
    Unary,
    Member,
    Primary,
}
