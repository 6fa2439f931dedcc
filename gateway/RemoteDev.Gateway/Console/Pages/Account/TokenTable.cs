using NodaTime;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Console.Pages.Account;

/// <summary>Access tokens as a page lists them, with a button to revoke each.</summary>
internal sealed record TokenTable(IReadOnlyList<AccessTokenRow> Tokens, DateTimeZone Zone, DateTimeOffset Now);
