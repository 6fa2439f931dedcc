using System.Runtime.CompilerServices;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.StepUp.Ssh;

/// <summary>
/// Asks whoever signed in with an SSH key for the second factor, within the login: a code typed where the client asks, or an approval in
/// the browser. What is shown strengthens the sign-in and is remembered for the same key from the same address.
/// </summary>
internal sealed class SshStepUp(
    FactorCheck factors, FactorBook held, CatalogRoom catalog, SshFactors remembered, SshApprovals approvals, TimeProvider clock)
{
    private const int MostWrongCodes = 3;
    private const int MostWaits = 10;
    private const string Title = "Second factor";

    // Goes with the sign-in; a client that starts asking anew does not start counting anew.
    private readonly ConditionalWeakTable<SignIn, SshConversation> _conversations = [];

    /// <summary>Whether the factor is known without asking: shown before with this key from this address, or carried by its certificate.</summary>
    public ValueTask<bool> TryRecallAsync(SshSignIn signIn, CancellationToken cancellationToken) =>
        remembered.TryRecallAsync(signIn, cancellationToken);

    /// <summary>The question: <see cref="AuthStep.Prompt"/>, or a failure when it was answered wrong too often.</summary>
    /// <param name="what">What the person wants to reach, as they wrote it: shown where they approve.</param>
    public ValueTask<AuthStep> AskAsync(SshSignIn signIn, string what, CancellationToken cancellationToken)
    {
        var conversation = _conversations.GetOrCreateValue(signIn.Identified.SignIn);
        conversation.What = what;
        return AskAsync(signIn, conversation, "", cancellationToken);
    }

    /// <summary>
    /// Judges one answer to <see cref="AskAsync(SshSignIn, string, CancellationToken)"/>: <see cref="AuthStep.Success"/> when the factor is proven and traced, the
    /// question again with what was wrong, or a failure.
    /// </summary>
    /// <param name="answer">A code, a recovery code, or nothing: then it must have been approved in the browser.</param>
    public async Task<AuthStep> AnswerAsync(SshSignIn signIn, string? answer, CancellationToken cancellationToken)
    {
        if (!_conversations.TryGetValue(signIn.Identified.SignIn, out var conversation) || IsExhausted(conversation))
        {
            return new AuthStep.Failure([]);
        }

        if (string.IsNullOrWhiteSpace(answer))
        {
            return await WaitedAsync(signIn, conversation, cancellationToken);
        }

        var outcome = await factors.TryAsync(signIn.Handle, answer, signIn.Identified.Connection.Source, cancellationToken);
        return await outcome.Match<ValueTask<AuthStep>>(
            proven => new(Done(signIn, LeftWords(proven.CodesLeft))),
            refused => AgainAsync(signIn, conversation, refused, cancellationToken));
    }

    private static string? LeftWords(int? codesLeft) => codesLeft switch
    {
        null => null,
        0 => "That was your last recovery code. Make new ones on your account page in the portal.\r\n",
        { } left => $"You used a recovery code; it does not work again. {left} {(left == 1 ? "is" : "are")} left.\r\n",
    };

    private static bool IsExhausted(SshConversation conversation) =>
        conversation.WrongCodes >= MostWrongCodes || conversation.Waits >= MostWaits;

    private AuthStep.Success Done(SshSignIn signIn, string? words)
    {
        remembered.Remember(signIn.Identified.SignIn, signIn.Fingerprint, signIn.Identified.Connection.Source);
        return new AuthStep.Success { Banner = words };
    }

    private async ValueTask<AuthStep> WaitedAsync(SshSignIn signIn, SshConversation conversation, CancellationToken cancellationToken)
    {
        if (await approvals.TryTakeAsync(signIn.Identified.SignIn, cancellationToken))
        {
            return Done(signIn, null);
        }

        if (signIn.Identified.SignIn.HasEnded)
        {
            return Over(FactorRefusals.SignInOver.Reason);
        }

        conversation.Waits++;
        var words = conversation.Link is null ? "" : "This sign-in is not approved yet. Approve it first, and press Enter then.";
        return await AskAsync(signIn, conversation, words, cancellationToken);
    }

    private async ValueTask<AuthStep> AgainAsync(
        SshSignIn signIn, SshConversation conversation, FactorOutcome.Refused refused, CancellationToken cancellationToken)
    {
        var words = refused.Until is { } until && until > clock.GetUtcNow()
            ? $"{refused.Why.Reason} Try again after {until.UtcDateTime:HH:mm:ss} UTC."
            : refused.Why.Reason;
        if (refused.Why.Code != RefusalCode.BadCredential)
        {
            return Over(words);
        }

        conversation.WrongCodes++;
        var more = refused.ClockHint ? $"{words} Your phone's clock may be off: set it to automatic date and time." : words;
        return await AskAsync(signIn, conversation, more, cancellationToken);
    }

    private async ValueTask<AuthStep> AskAsync(SshSignIn signIn, SshConversation conversation, string words, CancellationToken cancellationToken)
    {
        if (IsExhausted(conversation))
        {
            return Over(words.Length > 0 ? words : "There was no code and no approval in as many tries as there may be. Connect again.");
        }

        var now = clock.GetUtcNow();
        if (conversation.Link is null || now >= conversation.LinkUntil)
        {
            conversation.Link = await approvals.BeginAsync(
                signIn.Identified.SignIn, signIn.Fingerprint, signIn.Identified.Connection.Source, conversation.What, cancellationToken);
            conversation.LinkUntil = now + SshApprovals.Lifetime;
        }

        var (instruction, prompt) = conversation.Link is { } link
            ? await HasNoCodesAsync(signIn, cancellationToken)
                ? ($"Signing in as {signIn.Identified.Login}. Approve in your browser, where your organisation confirms that it is you:\n{link}", "Press Enter when you have approved: ")
            : ($"Signing in as {signIn.Identified.Login}. Approve in your browser:\n{link}",
                "Code from your authenticator app (or approve at the link and press Enter): ")
            : ($"Signing in as {signIn.Identified.Login}.", "Code from your authenticator app: ");
        return new AuthStep.Prompt(
            Title, words.Length == 0 ? instruction : $"{words}\n{instruction}", [new AuthPrompt(prompt, Echo: true)]);
    }

    // Somebody whose provider asks for the factor, and who has none of ours, is not asked for a code they cannot have.
    private async ValueTask<bool> HasNoCodesAsync(SshSignIn signIn, CancellationToken cancellationToken) =>
        catalog.Current.People.GetValueOrDefault(signIn.Identified.Login)?.Provider is not null
        && (await held.OfAsync(signIn.Identified.Login, cancellationToken))?.Any != true;

    private static AuthStep.Failure Over(string words) => new([]) { Banner = words.Length == 0 ? null : words + "\r\n" };
}
