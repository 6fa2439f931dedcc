namespace RemoteDev.Policy.Obligations;

/// <summary>Whose consent is needed: <c>@approve("1 of role:lead")</c>. Nobody consents to their own request.</summary>
/// <param name="Needed">How many different people.</param>
/// <param name="Role">The role they hold.</param>
public sealed record ApprovalRule(int Needed, string Role)
{
    private const int MaxNeeded = 9;

    /// <summary>Reads the text of <c>@approve</c>.</summary>
    /// <returns>What is wrong as a sentence, or null.</returns>
    internal static string? Read(string text, out ApprovalRule? rule)
    {
        rule = null;
        var words = text.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words is not [var count, "of", var who] || !Quantity.TryNumber(count, MaxNeeded, out var needed) || needed == 0
            || !who.StartsWith("role:", StringComparison.Ordinal) || who.Length == "role:".Length)
        {
            return $"'{text}' is not an approval rule; write it like 1 of role:lead, for 1 to {MaxNeeded} people";
        }

        rule = new ApprovalRule((int)needed, who["role:".Length..]);
        return null;
    }

    /// <summary>The text that <c>@approve</c> reads.</summary>
    public override string ToString() => $"{Needed} of role:{Role}";
}
