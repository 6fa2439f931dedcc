using System.Text;
using Microsoft.AspNetCore.Identity;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.StepUp.Passkeys;

/// <summary>
/// Makes challenges and judges answers, by the framework's WebAuthn. Scoped, as its store of accounts is. It opens nothing and traces
/// nothing.
/// </summary>
internal sealed class PasskeyVerifier(IPasskeyHandler<Account> handler, UserManager<Account> accounts, PasskeyStore passkeys, TimeProvider clock)
{
    /// <summary>An answer is a key, a signature and some JSON; longer ones are not looked at.</summary>
    public const int MaxAnswer = 16 * 1024;

    /// <summary>A challenge for the passkeys of one person, or for whichever the device finds when no person is named.</summary>
    /// <returns>What the browser gets, and what is kept here; null when the database cannot be asked now.</returns>
    public async Task<(string Options, string State)?> AskAsync(string? login, HttpContext http)
    {
        PasskeyRequestOptionsResult asked;
        try
        {
            var account = login is null ? null : await accounts.FindByIdAsync(login);
            asked = await handler.MakeRequestOptionsAsync(account, http);
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            return null;
        }

        return (asked.RequestOptionsJson, asked.AssertionState
            ?? throw new InvalidOperationException("The framework's handler always has a state."));
    }

    /// <summary>A challenge to make a new passkey for this person.</summary>
    public async Task<(string Options, string State)> InviteAsync(string login, string displayName, HttpContext http)
    {
        var asked = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = login, Name = login, DisplayName = displayName }, http);
        return (asked.CreationOptionsJson, asked.AttestationState
            ?? throw new InvalidOperationException("The framework's handler always has a state."));
    }

    /// <summary>Judges an answer to a challenge of <see cref="AskAsync"/>. A right one is counted by it.</summary>
    public async Task<PasskeyVerdict> JudgeAsync(PasskeyCeremony ceremony, string? answer, HttpContext http, CancellationToken cancellationToken)
    {
        if (answer is not { Length: > 0 and <= MaxAnswer })
        {
            return new PasskeyVerdict.Wrong("The answer has no length that it could have.");
        }

        var result = await handler.PerformAssertionAsync(
            new PasskeyAssertionContext { HttpContext = http, CredentialJson = answer, AssertionState = ceremony.State });
        if (!result.Succeeded)
        {
            // The framework takes whatever is thrown within it for a wrong answer.
            return result.Failure.InnerException is { } lost && DatabaseFault.IsOne(lost)
                ? new PasskeyVerdict.NotNow()
                : new PasskeyVerdict.Wrong(Words(result.Failure));
        }

        var (passkey, login, id) = (result.Passkey, result.User.Id, AccountStore.IdOf(result.Passkey.CredentialId));
        try
        {
            return await passkeys.CountAsync(id, passkey.SignCount, passkey.IsBackedUp, cancellationToken) switch
            {
                (true, _) => new PasskeyVerdict.Right(login, id, passkey.Name ?? ""),
                (false, { } known) => new PasskeyVerdict.CounterFell(login, passkey.Name ?? "", passkey.SignCount, known),
                _ => new PasskeyVerdict.Wrong("The passkey was removed at this moment."),
            };
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            return new PasskeyVerdict.NotNow();
        }
    }

    /// <summary>Whether the passkey is the person's after all. Throws what <see cref="DatabaseFault"/> knows when it cannot be said now.</summary>
    public Task<bool> IsStillAsync(PasskeyVerdict.Right right, CancellationToken cancellationToken) =>
        DatabaseDeadline.KeepAsync(token => passkeys.HasAsync(right.Login, right.Id, token), clock, cancellationToken);

    /// <summary>The passkey that an answer to a challenge of <see cref="InviteAsync"/> brings, not stored yet; or why not, for the trace.</summary>
    public async Task<(PasskeyRow? Made, string Words)> ReadNewAsync(PasskeyCeremony ceremony, string name, string? answer, HttpContext http)
    {
        if (answer is not { Length: > 0 and <= MaxAnswer })
        {
            return (null, "The answer has no length that it could have.");
        }

        var result = await handler.PerformAttestationAsync(
            new PasskeyAttestationContext { HttpContext = http, CredentialJson = answer, AttestationState = ceremony.State });
        if (!result.Succeeded)
        {
            return (null, Words(result.Failure));
        }

        var passkey = result.Passkey;
        if (passkey.PublicKey.Length > ColumnLength.CoseKey)
        {
            return (null, "The public key is larger than any we keep.");
        }

        return (
            new PasskeyRow
            {
                Id = AccountStore.IdOf(passkey.CredentialId),
                Login = result.UserEntity.Id,
                Name = name,
                CredentialId = passkey.CredentialId,
                PublicKey = passkey.PublicKey,
                SignCount = passkey.SignCount,
                Transports = TransportsOf(passkey.Transports),
                BackupEligible = passkey.IsBackupEligible,
                BackedUp = passkey.IsBackedUp,
                AddedAt = clock.GetUtcNow(),
            },
            "");
    }

    // The framework's words may repeat what the browser sent.
    private static string Words(Exception failure)
    {
        const int longest = 300;
        var words = new StringBuilder(failure.Message.Length);
        foreach (var c in failure.Message.AsSpan(0, Math.Min(failure.Message.Length, longest)))
        {
            words.Append(char.IsControl(c) ? ' ' : c);
        }

        return words.ToString();
    }

    private static string TransportsOf(string[]? transports)
    {
        var known = (transports ?? []).Where(word => word is "usb" or "nfc" or "ble" or "smart-card" or "hybrid" or "internal").Distinct(StringComparer.Ordinal);
        return string.Join(' ', known);
    }
}
