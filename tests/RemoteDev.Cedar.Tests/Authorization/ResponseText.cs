namespace RemoteDev.Cedar.Tests.Authorization;

/// <summary>A whole answer as one text: decision, reasons, and errors with place and words, each in order.</summary>
internal static class ResponseText
{
    public static string Of(Response response) =>
        $"{(response.IsAllowed ? "Allow" : "Deny")} because of [{string.Join(' ', response.Reasons.Select(policy => policy.Id))}] with errors in [{string.Join(", ", response.Errors)}]";
}
