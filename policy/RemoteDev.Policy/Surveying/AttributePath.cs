using RemoteDev.Cedar.Ast;

namespace RemoteDev.Policy.Surveying;

/// <summary>Recognizes uses of attributes that start at a part of the request.</summary>
internal static class AttributePath
{
    /// <summary>
    /// Where the use starts, and the names on its way: of <c>context.mfa.age</c> <c>mfa</c> and <c>age</c>, of
    /// <c>principal.attestations has nda</c> <c>attestations</c> and <c>nda</c>; null when the expression is anything else.
    /// </summary>
    public static (RequestVariable Root, string[] Path)? Of(Expression expression)
    {
        var path = new List<string>();
        if (expression is Expression.HasAttribute has)
        {
            path.AddRange(has.Path);
            expression = has.Target;
        }

        while (expression is Expression.GetAttribute get)
        {
            path.Insert(0, get.Name);
            expression = get.Target;
        }

        return expression is Expression.Variable variable && path.Count > 0 ? (variable.Name, [.. path]) : null;
    }
}
