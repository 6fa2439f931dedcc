using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Tokens;

/// <summary>What people are told about access tokens.</summary>
internal static class TokenRefusals
{
    public static readonly Refusal NoToken = new(RefusalCode.Unknown, "There is no such access token, or not any more.");

    public static readonly Refusal Enough = new(
        RefusalCode.Denied, "You have 20 access tokens, which is the most. Revoke one that is not used before you make another.");

    public static readonly Refusal Taken = new(
        RefusalCode.Denied, "You have an access token of that name. Choose another name, or revoke that one first.");

    public static readonly Refusal BadName = new(
        RefusalCode.Malformed, "An access token needs a name of up to 60 characters by which you will know it: on which machine it is, and for what.");

    public static readonly Refusal BadScope = new(
        RefusalCode.Malformed, "Say what the access token is for: at least one action, on one repository, one project or all that you may use.");

    public static readonly Refusal NotPushing = new(
        RefusalCode.Malformed, "Setting tags and deleting branches are pushes: choose push too.");

    public static readonly Refusal NoPlace = new(
        RefusalCode.Unknown, "There is no project or repository of that name that you may use.");

    public static readonly Refusal NoWindow = new(RefusalCode.Unknown, "There is no window of that name in the catalogue.");

    /// <summary>The same whether or not there is one of that name.</summary>
    public static readonly Refusal NoWindowOfYours = new(RefusalCode.Unknown, "Choose one of the windows that are offered, or none.");

    public static readonly Refusal NotByToken = new(RefusalCode.Denied, "An access token makes no other. Sign in at the portal.");

    public static readonly Refusal SignInOver = new(RefusalCode.SessionEnded, "Your sign-in ended meanwhile, so no access token was made. Sign in again.");

    public static readonly Refusal NotNow = new(
        RefusalCode.NotReady, "The gateway cannot look access tokens up at this moment. Try again in a minute.");

    public static readonly Refusal NotMade = new(
        RefusalCode.NotReady, "The gateway's database does not answer at this moment, so no access token was made. Try again in a minute.");

    public static readonly Refusal NotRevoked = new(
        RefusalCode.NotReady,
        "The gateway's database does not answer at this moment, so the access token may go on working. Nothing was lost: revoke it again in a minute.");

    /// <summary>Said only to who holds it.</summary>
    public static Refusal Expired(AccessTokenRow row) => new(
        RefusalCode.BadCredential,
        $"This access token expired at {row.ExpiresAt:yyyy-MM-dd HH:mm} UTC. Run remotedev login, or make another on your account page.");

    public static Refusal BadLifetime(TimeSpan longest) => new(
        RefusalCode.Malformed,
        longest.TotalDays >= 1 ? $"An access token lives between 1 hour and {longest.TotalDays:0.#} days." : $"An access token lives between 1 hour and {longest.TotalHours:0.#} hours.");
}
