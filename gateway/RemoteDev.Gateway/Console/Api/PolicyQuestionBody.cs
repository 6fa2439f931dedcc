namespace RemoteDev.Gateway.Console.Api;

/// <summary>A question to explain, in the words of a test case.</summary>
/// <param name="Resource"><c>environment payments-ide</c>, <c>branch payments/app:main</c>, <c>gateway</c>.</param>
/// <param name="At">An instant, or a weekday and time in a zone, <c>Tue 09:30 Africa/Lagos</c>; left out, now.</param>
/// <param name="Networks">Names of the networks that the address is in.</param>
/// <param name="Country">Two capital letters.</param>
/// <param name="Device"><c>certificate</c>, <c>managed</c> or both.</param>
/// <param name="Text">A policy that is not saved; left out, the one in force.</param>
internal sealed record PolicyQuestionBody(
    string Person,
    string Action,
    string Resource,
    string? At = null,
    string? Mfa = null,
    string? Origin = null,
    string? Protocol = null,
    string? Ip = null,
    string? Port = null,
    IReadOnlyList<string>? Networks = null,
    string? Country = null,
    IReadOnlyList<string>? Device = null,
    string? Text = null);
