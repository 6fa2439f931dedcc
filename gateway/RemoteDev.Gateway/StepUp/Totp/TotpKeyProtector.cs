using Microsoft.AspNetCore.DataProtection;

namespace RemoteDev.Gateway.StepUp.Totp;

/// <summary>Encrypts authenticator secrets for the database, each for its own login: a row copied to another person is unreadable.</summary>
internal sealed class TotpKeyProtector(IDataProtectionProvider protection)
{
    private const string Purpose = "RemoteDev.Gateway.StepUp.Totp.v1";

    public string Protect(TotpKey key, string login) => Convert.ToBase64String(For(login).Protect(key.Bytes.ToArray()));

    public TotpKey Unprotect(string protectedKey, string login) => new(For(login).Unprotect(Convert.FromBase64String(protectedKey)));

    private IDataProtector For(string login) => protection.CreateProtector(Purpose, login);
}
