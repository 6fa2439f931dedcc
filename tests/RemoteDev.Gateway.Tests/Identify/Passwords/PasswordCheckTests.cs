using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Passwords;

namespace RemoteDev.Gateway.Tests.Identify.Passwords;

public sealed class PasswordCheckTests
{
    private const string Password = "eleven purple sandwiches";

    [Fact]
    public void Hashes_WithTheWorkFactorThatIsAdvised()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddIdentify();
        using var services = builder.Services.BuildServiceProvider();
        Assert.InRange(services.GetRequiredService<IOptions<PasswordHasherOptions>>().Value.IterationCount, 210_000, int.MaxValue);
    }

    [Fact]
    public async Task Renews_AHashOfALesserWorkFactor()
    {
        var weak = Hasher(1000).HashPassword(new Account("x"), Password);
        using var gate = new PasswordGate(1, TimeSpan.FromMinutes(1));
        var check = new PasswordCheck(Hasher(2000), gate);
        var verdict = await check.VerifyAsync(weak, Password, CancellationToken.None);
        Assert.True(verdict!.IsRight);
        var renewed = await check.VerifyAsync(verdict.NewHash, Password, CancellationToken.None);
        Assert.True(renewed!.IsRight);
        Assert.Null(renewed.NewHash);
    }

    [Fact]
    public async Task Works_ForAnUnknownNameToo_AndFindsItWrong()
    {
        var hasher = new CountingHasher(Hasher(1000));
        using var gate = new PasswordGate(1, TimeSpan.FromMinutes(1));
        var check = new PasswordCheck(hasher, gate);
        Assert.False((await check.VerifyAsync(null, Password, CancellationToken.None))!.IsRight);
        Assert.Equal(1, hasher.Verified);
    }

    private static PasswordHasher<Account> Hasher(int iterations) => new(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));

    private sealed class CountingHasher(PasswordHasher<Account> inner) : IPasswordHasher<Account>
    {
        public int Verified { get; private set; }

        public string HashPassword(Account user, string password) => inner.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
