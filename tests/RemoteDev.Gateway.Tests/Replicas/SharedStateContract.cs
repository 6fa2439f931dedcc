using System.Text;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Tests.Replicas;

/// <summary>What every store of shared state promises, run against each of them.</summary>
public static class SharedStateContract
{
    private static readonly SharedKind Kind = SharedKind.SignIn;
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    /// <summary>The promises by name.</summary>
    internal static readonly IReadOnlyDictionary<string, Func<ISharedState, Func<TimeSpan, Task>, Task>> Promises =
        new Dictionary<string, Func<ISharedState, Func<TimeSpan, Task>, Task>>(StringComparer.Ordinal)
        {
            ["finds what was added, and nothing else"] = async (state, _) =>
            {
                var key = NewKey();
                Assert.True(await AddAsync(state, key, "one"));
                Assert.Equal(("one", 1L), Read(await state.FindAsync(key, default)));
                Assert.Null(await state.FindAsync(NewKey(), default));
                Assert.False(await AddAsync(state, key, "two"));
                Assert.Equal(("one", 1L), Read(await state.FindAsync(key, default)));
            },
            ["finds many in one question, in order"] = async (state, _) =>
            {
                var (a, b) = (NewKey(), NewKey());
                await AddAsync(state, a, "a");
                await AddAsync(state, b, "b");
                var found = await state.FindAllAsync([b, NewKey(), a], default);
                Assert.Equal(("b", 1L), Read(found[0]));
                Assert.Null(found[1]);
                Assert.Equal(("a", 1L), Read(found[2]));
                Assert.Empty(await state.FindAllAsync([], default));
            },
            ["gives what is taken to one of many"] = async (state, _) =>
            {
                var key = NewKey();
                await AddAsync(state, key, "once");
                var takers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await state.TakeAsync(key, default))));
                Assert.Equal(("once", 1L), Read(Assert.Single(takers, taken => taken is not null)));
                Assert.Null(await state.FindAsync(key, default));
                Assert.True(await AddAsync(state, key, "again"));
            },
            ["adds one of many of the same name"] = async (state, _) =>
            {
                var key = NewKey();
                var added = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await AddAsync(state, key, "x"))));
                Assert.Single(added, yes => yes);
            },
            ["replaces only what is as it was read"] = async (state, _) =>
            {
                var key = NewKey();
                await AddAsync(state, key, "one");
                Assert.True(await state.TryReplaceAsync(key, 1, Bytes("two"), Long, default));
                Assert.False(await state.TryReplaceAsync(key, 1, Bytes("three"), Long, default));
                Assert.Equal(("two", 2L), Read(await state.FindAsync(key, default)));
                Assert.False(await state.TryReplaceAsync(NewKey(), 1, Bytes("x"), Long, default));
                await state.TakeAsync(key, default);
                Assert.False(await state.TryReplaceAsync(key, 2, Bytes("x"), Long, default));
            },
            ["renames with value and groups, and forgets the old name"] = async (state, _) =>
            {
                var group = NewId();
                var (key, taken, renamed) = (NewKey(), NewKey(), NewId());
                await AddAsync(state, key, "one", group);
                await AddAsync(state, taken, "other");
                Assert.False(await state.TryRenameAsync(key, taken.Id, default));
                Assert.True(await state.TryRenameAsync(key, renamed, default));
                Assert.False(await state.TryRenameAsync(key, NewId(), default));
                Assert.Null(await state.FindAsync(key, default));
                var found = await state.FindAsync(new SharedKey(Kind, renamed), default);
                Assert.Equal("one", Read(found).Data);
                Assert.True(await state.TryReplaceAsync(new SharedKey(Kind, renamed), found!.Version, Bytes("two"), Long, default));
                Assert.Equal(renamed, Assert.Single(await state.GroupAsync(Kind, group, default)).Key.Id);
            },
            ["lists a group, and no longer who left"] = async (state, _) =>
            {
                var group = NewId();
                var (a, b, c) = (NewKey(), NewKey(), NewKey());
                await AddAsync(state, a, "a", group, "another");
                await AddAsync(state, b, "b", group);
                await AddAsync(state, c, "c");
                Assert.Equal(["a", "b"], (await state.GroupAsync(Kind, group, default)).Select(entry => Read(entry.Value).Data).Order(StringComparer.Ordinal), StringComparer.Ordinal);
                await state.TakeAsync(a, default);
                Assert.Equal(b, Assert.Single(await state.GroupAsync(Kind, group, default)).Key);
                Assert.Empty(await state.GroupAsync(Kind, NewId(), default));
                Assert.Equal((1, 0), (await state.CountAsync(Kind, group, default), await state.CountAsync(Kind, NewId(), default)));
            },
            ["forgets what is over, in its groups too"] = async (state, elapse) =>
            {
                var group = NewId();
                var (brief, lasting) = (NewKey(), NewKey());
                Assert.True(await state.TryAddAsync(brief, Bytes("brief"), TimeSpan.FromMilliseconds(200), [group], default));
                await AddAsync(state, lasting, "lasting", group);
                await elapse(TimeSpan.FromMilliseconds(201));
                Assert.Equal(1, await state.CountAsync(Kind, group, default));
                Assert.Null(await state.FindAsync(brief, default));
                Assert.Null(await state.TakeAsync(brief, default));
                Assert.Equal(lasting, Assert.Single(await state.GroupAsync(Kind, group, default)).Key);
                Assert.True(await AddAsync(state, brief, "anew"));
            },
            ["keeps longer what is replaced, in its groups too"] = async (state, elapse) =>
            {
                var group = NewId();
                var key = NewKey();
                Assert.True(await state.TryAddAsync(key, Bytes("one"), TimeSpan.FromMilliseconds(200), [group], default));
                Assert.True(await state.TryReplaceAsync(key, 1, Bytes("two"), Long, default));
                await elapse(TimeSpan.FromMilliseconds(201));
                Assert.Equal("two", Read(await state.FindAsync(key, default)).Data);
                await AddAsync(state, NewKey(), "sweeps", group);
                Assert.Equal(2, (await state.GroupAsync(Kind, group, default)).Count);
            },
            ["takes nothing without a bound"] = async (state, _) =>
            {
                await Assert.ThrowsAnyAsync<ArgumentException>(async () => await state.TryAddAsync(NewKey(), new byte[SharedValue.MaxBytes + 1], Long, [], default));
                await Assert.ThrowsAnyAsync<ArgumentException>(async () => await state.TryAddAsync(NewKey(), Bytes("x"), TimeSpan.Zero, [], default));
                await Assert.ThrowsAnyAsync<ArgumentException>(async () => await state.TryAddAsync(NewKey(), Bytes("x"), TimeSpan.FromDays(400), [], default));
                Assert.ThrowsAny<ArgumentException>(() => new SharedKey(Kind, new string('x', SharedKey.MaxLength + 1)));
            },
        };

    public static TheoryData<string> Names => [.. Promises.Keys];

    internal static SharedKey NewKey() => new(Kind, NewId());

    internal static Task<bool> AddAsync(ISharedState state, SharedKey key, string data, params string[] groups) =>
        state.TryAddAsync(key, Bytes(data), Long, groups, default).AsTask();

    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    internal static (string Data, long Version) Read(SharedValue? value)
    {
        Assert.NotNull(value);
        return (Encoding.UTF8.GetString(value.Data), value.Version);
    }

    private static string NewId() => Guid.NewGuid().ToString("N");
}
