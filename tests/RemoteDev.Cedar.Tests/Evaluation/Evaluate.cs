using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Evaluation.Compiled;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Evaluation;

/// <summary>Evaluates expressions over a few entities: alice in acme in above, her friend bob, and a ghost that does not exist.</summary>
internal static class Evaluate
{
    private static readonly EntityUid Alice = new("User", "alice");
    private static readonly EntityUid Bob = new("User", "bob");
    private static readonly EntityUid Ghost = new("User", "ghost");
    private static readonly EntityUid Acme = new("Vendor", "acme");

    public static EntityStore Store { get; } = new EntityStoreBuilder()
        .Add(Alice, [Acme], RecordValue.Of(("address", RecordValue.Of(("city", "Lagos"))), ("friend", Bob), ("ghost", Ghost)), RecordValue.Of(("k", 1L)))
        .Add(Bob, attributes: RecordValue.Of(("name", "Bob")))
        .Add(Acme, [new EntityUid("Vendor", "above")])
        .Build().Value!;

    public static Request Request { get; } =
        new(Alice, new EntityUid("Action", "view"), new EntityUid("Photo", "p"), RecordValue.Of(("x", 1L)));

    /// <summary>The value as Cedar prints it, or the fault with its column. The compiled expression must come to the same.</summary>
    public static string Expression(string expression)
    {
        var parsed = PolicyText.Condition(expression);
        var result = new Evaluator(Store, Request).Evaluate(parsed);
        var compiled = Compiler.Compile(parsed).Evaluate(new RequestFrame(Store, Request));
        Assert.Equal(result.Value, compiled.IsFault ? null : compiled.ToValue());
        return result.Fault is { } fault ? $"{fault.Span.Column}: {fault.Message}" : result.Value!.ToString();
    }

    public static Response Condition(string expression) =>
        Authorizer.Decide(PolicyText.Parse($"permit(principal,action,resource) when {{ {expression} }};"), Store, Request);
}
