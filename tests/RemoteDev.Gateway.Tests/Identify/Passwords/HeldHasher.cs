using Microsoft.AspNetCore.Identity;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Tests.Identify.Passwords;

/// <summary>The framework's judgement, which takes as long as the test says.</summary>
internal sealed class HeldHasher(IPasswordHasher<Account> inner) : IPasswordHasher<Account>, IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _release = new(initialState: true);

    /// <summary>Somebody's password is being checked.</summary>
    public Task Reached => _reached.Task;

    public void Hold() => _release.Reset();

    public void Release() => _release.Set();

    public string HashPassword(Account user, string password) => inner.HashPassword(user, password);

    public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        var result = inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
        if (!_release.IsSet)
        {
            _reached.TrySetResult();
            _release.Wait();
        }

        return result;
    }

    public void Dispose() => _release.Dispose();
}
