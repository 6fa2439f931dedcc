namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>A case that our engine answers otherwise than the oracle.</summary>
internal sealed record CaseDifference(OracleCase Case, string What)
{
    /// <summary>The difference between two answers to a case, or null. Where ours says nothing there is none.</summary>
    public static CaseDifference? Between(Answer ours, Answer oracles, OracleCase made)
    {
        List<string> found = [];
        foreach (var (index, question) in Questions.Of(made).Index())
        {
            if (ours.Bits[index] is { } bit && bit != oracles.Bits[index])
            {
                found.Add($"answer {Names.Number(index)} ({question}) is {(bit ? "yes" : "no")} here");
            }
        }

        if (ours.JsonHash is { } hash && hash != oracles.JsonHash)
        {
            found.Add("the JSON is another");
        }

        return found.Count > 0 ? new CaseDifference(made, string.Join(", ", found)) : null;
    }

    /// <summary>The case readably, and how to ask the oracle about it.</summary>
    public override string ToString() => string.Join('\n', Lines());

    private IEnumerable<string> Lines()
    {
        yield return $"case {Names.Number(Case.Number)}, schema {Names.Number(Case.World.Model.Number)}, world {Names.Number(Case.World.Number)}: {What}";
        yield return $"  (ask again: tests/oracle/run {Names.Number(Case.Number)})";
        foreach (var (index, policy) in Case.Policies.Concat(Case.Templates).Index())
        {
            yield return $"  policy{Names.Number(index)}: {policy}";
        }

        foreach (var (index, link) in Case.Links.Index())
        {
            yield return $"  link{Names.Number(index)} of template {Names.Number(link.Template)}: {link.Principal?.Json} {link.Resource?.Json}";
        }

        foreach (var request in Case.Requests)
        {
            yield return $"  request {request.Principal.Json} {request.Action.Json} {request.Resource.Json} {request.ContextJson}";
        }

        foreach (var text in Case.Texts)
        {
            yield return $"  text: {text}";
        }
    }
}
