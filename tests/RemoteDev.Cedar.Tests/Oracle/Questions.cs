namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>Which questions a case asks, in the order in which both sides answer them.</summary>
internal static class Questions
{
    public static IReadOnlyList<Question> Of(OracleCase made) => made.Kind switch
    {
        CaseKind.Decisions => OfDecisions(made),
        CaseKind.Schemas => [.. made.Texts.Select(_ => Question.SchemaIsSound)],
        CaseKind.Entities => [.. made.Texts.SelectMany(_ => (Question[])[Question.EntitiesAreSound, Question.EntitiesFitSchema])],
        _ => [.. made.Texts.Select(_ => Question.Parses)],
    };

    private static List<Question> OfDecisions(OracleCase made)
    {
        var deciding = made.Policies.Count + made.Links.Count;
        List<Question> questions = [Question.Parses];
        questions.AddRange(Enumerable.Repeat(Question.IsInvalid, made.Policies.Count + made.Templates.Count));
        foreach (var _ in made.Requests)
        {
            questions.Add(Question.IsAllowed);
            questions.AddRange(Enumerable.Repeat(Question.IsReason, deciding));
            questions.AddRange(Enumerable.Repeat(Question.Errs, deciding));
            questions.Add(Question.RequestIsValid);
        }

        return questions;
    }
}
