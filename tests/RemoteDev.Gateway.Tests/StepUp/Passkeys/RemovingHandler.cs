using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Tests.StepUp.Passkeys;

/// <summary>The framework's judgement, and every passkey is removed as soon as it was made.</summary>
internal sealed class RemovingHandler(IPasskeyHandler<Account> inner, IDbContextFactory<AccountContext> contexts) : IPasskeyHandler<Account>
{
    /// <summary>Whether an answer was right, and its passkey is gone.</summary>
    public bool Removed { get; private set; }

    public Task<PasskeyCreationOptionsResult> MakeCreationOptionsAsync(PasskeyUserEntity userEntity, HttpContext httpContext) =>
        inner.MakeCreationOptionsAsync(userEntity, httpContext);

    public Task<PasskeyRequestOptionsResult> MakeRequestOptionsAsync(Account? user, HttpContext httpContext) =>
        inner.MakeRequestOptionsAsync(user, httpContext);

    public Task<PasskeyAttestationResult> PerformAttestationAsync(PasskeyAttestationContext context) => inner.PerformAttestationAsync(context);

    public async Task<PasskeyAssertionResult<Account>> PerformAssertionAsync(PasskeyAssertionContext context)
    {
        var result = await inner.PerformAssertionAsync(context);
        await using var accounts = await contexts.CreateDbContextAsync();
        Removed = result.Succeeded && await accounts.Passkeys.ExecuteDeleteAsync() > 0;
        return result;
    }
}
