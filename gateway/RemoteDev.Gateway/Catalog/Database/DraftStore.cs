using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Drafts;

namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>
/// Keeps the drafts of the policy. A step is stored only over the revision it was taken from, so of two that meet exactly one
/// happens; and it is committed only when it is in the trace.
/// </summary>
internal sealed class DraftStore(IDbContextFactory<CatalogContext> contexts)
{
    /// <summary>Stores a new draft under the next number, unless somebody takes that number at this moment.</summary>
    /// <param name="make">The draft under the number it is given.</param>
    /// <returns>The draft; null when it was not stored, and then <c>Result</c> says why.</returns>
    public async Task<(SaveResult Result, PolicyDraft? Draft)> AddAsync(
        Func<long, PolicyDraft> make, Func<PolicyDraft, CancellationToken, Task<bool>> trace, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var last = await context.Drafts.MaxAsync(draft => (long?)draft.Number, cancellationToken) ?? 0;
        var draft = make(last + 1);
        context.Drafts.Add(draft);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            return (SaveResult.Stale, null);
        }

        return await CommitAsync(transaction, draft, trace, cancellationToken);
    }

    /// <summary>Stores the next revision of a draft.</summary>
    public async Task<SaveResult> StepAsync(PolicyDraft after, Func<PolicyDraft, CancellationToken, Task<bool>> trace, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        Put(context, after);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return SaveResult.Stale;
        }

        return (await CommitAsync(transaction, after, trace, cancellationToken)).Result;
    }

    public async Task<PolicyDraft?> FindAsync(long number, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Drafts.AsNoTracking().SingleOrDefaultAsync(draft => draft.Number == number, cancellationToken);
    }

    /// <summary>Drafts without their texts, newest first.</summary>
    /// <param name="states">Only those in one of these states; none means all.</param>
    public async Task<IReadOnlyList<DraftHead>> ListAsync(IReadOnlyList<DraftState> states, int skip, int take, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var drafts = context.Drafts.AsNoTracking();
        return await (states.Count == 0 ? drafts : drafts.Where(draft => states.Contains(draft.State)))
            .OrderByDescending(draft => draft.Number).Skip(skip).Take(take)
            .Select(draft => new DraftHead(
                draft.Number, draft.Revision, draft.State, draft.Note, draft.BaseNumber, draft.RollbackOf, draft.Sha256, draft.Author, draft.EditedAt,
                draft.DecidedBy, draft.ActivateAt, draft.Version, draft.Failure))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Adds the step to a transaction that does more; saving it fails when another step was taken meanwhile.</summary>
    internal static void Put(CatalogContext context, PolicyDraft after)
    {
        var entry = context.Drafts.Attach(after);
        entry.State = EntityState.Modified;
        entry.Property(draft => draft.Revision).OriginalValue = after.Revision - 1;
    }

    private static async Task<(SaveResult Result, PolicyDraft? Draft)> CommitAsync(
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction,
        PolicyDraft draft,
        Func<PolicyDraft, CancellationToken, Task<bool>> trace,
        CancellationToken cancellationToken)
    {
        if (!await trace(draft, cancellationToken))
        {
            return (SaveResult.NotTraced, null);
        }

        // Not cancellable any more: the trace says it happened.
        await transaction.CommitAsync(CancellationToken.None);
        return (SaveResult.Saved, draft);
    }
}
