using Microsoft.AspNetCore.DataProtection;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Totp;
using RemoteDev.Gateway.Tests.Catalog.Database;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.Identify.Authorities;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.StepUp.Totp;

public sealed class TotpStoreTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    // TS-2025-007
    [PostgresFact]
    public async Task Takes_ACodeOnce_OfGatewaysThatShareADatabase()
    {
        var connection = await postgres.CreateDatabaseAsync();
        using var database = await AuthorityDatabase.CreateAsync(_ => new GatewayDatabase(DatabaseProvider.Postgres, connection));
        var protector = new TotpKeyProtector(new EphemeralDataProtectionProvider());
        TotpStore[] gateways = [new(database, protector, _clock), new(database, protector, _clock)];
        var key = TotpKey.New();
        await using (var context = database.CreateDbContext())
        {
            await gateways[0].ReplaceAsync(context, "ada", key, TotpCode.StepAt(_clock.GetUtcNow()), CancellationToken.None);
            await context.SaveChangesAsync();
        }

        for (var i = 0; i < 3; i++)
        {
            _clock.Advance(TotpCode.Step);
            var code = TotpCode.At(key.Bytes, TotpCode.StepAt(_clock.GetUtcNow()));
            var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(at => gateways[at % 2].SpendAsync("ada", code, CancellationToken.None)));
            Assert.Single(taken, verdict => verdict.IsRight);
        }
    }

    [Fact]
    public async Task Learns_ThatAPhoneIsBehind_AndSaysSoWhenItIsTooFar()
    {
        await using var house = await IdentifyHouse.OpenAsync();
        var ada = await house.EnrolAsync("ada");
        foreach (var behind in (int[])[-1, -2, -3, -4])
        {
            house.Clock.Advance(TimeSpan.FromMinutes(10));
            var (half, _) = await house.PasswordAsync("ada");
            Assert.IsType<FactorOutcome.Proven>(await house.TryCodeAsync(half, house.CodeNow(ada.Key, behind)));
        }

        // No further: a phone that is six steps behind is set right by its owner, who is told.
        house.Clock.Advance(TimeSpan.FromMinutes(10));
        var (other, signIn) = await house.PasswordAsync("ada");
        var refused = Assert.IsType<FactorOutcome.Refused>(await house.TryCodeAsync(other, house.CodeNow(ada.Key, -6)));
        Assert.Equal(TimeSpan.FromMinutes(3), refused.LateBy);
        Assert.Null(Assert.IsType<FactorOutcome.Refused>(await house.TryCodeAsync(other, house.CodeNow(ada.Key, 6))).LateBy);
        Assert.Null(signIn.Mfa);

        // Set right, it is taken at once.
        Assert.IsType<FactorOutcome.Proven>(await house.TryCodeAsync(other, house.CodeNow(ada.Key)));
    }
}
