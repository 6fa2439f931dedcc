using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.StepUp.Recovery;

/// <summary>People's recovery codes, by hash. A code is deleted by being used.</summary>
internal sealed class RecoveryCodeStore(IDbContextFactory<AccountContext> contexts)
{
    /// <summary>Uses a code up, in one atomic step; how many are left, or null when it is none of this person's.</summary>
    public async Task<int?> SpendAsync(string login, string code, CancellationToken cancellationToken)
    {
        var hash = RecoveryCode.HashOf(login, code);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var spent = await context.RecoveryCodes.Where(row => row.Login == login && row.Hash == hash).ExecuteDeleteAsync(cancellationToken);
        return spent == 1 ? await CountAsync(login, cancellationToken) : null;
    }

    public async Task<int> CountAsync(string login, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.RecoveryCodes.CountAsync(row => row.Login == login, cancellationToken);
    }

    /// <summary>Replaces the person's codes, inside the caller's transaction.</summary>
    public async Task<RecoveryCodeSheet> ReplaceAsync(AccountContext context, string login, CancellationToken cancellationToken)
    {
        await context.RecoveryCodes.Where(row => row.Login == login).ExecuteDeleteAsync(cancellationToken);
        var codes = Enumerable.Range(0, RecoveryCode.Count).Select(_ => RecoveryCode.New()).ToArray();
        context.RecoveryCodes.AddRange(codes.Select(
            code => new RecoveryCodeRow { Login = login, Hash = RecoveryCode.HashOf(login, RecoveryCode.Read(code)!) }));
        return new RecoveryCodeSheet(codes);
    }
}
