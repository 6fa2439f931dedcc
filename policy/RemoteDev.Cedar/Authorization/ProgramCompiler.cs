using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation.Compiled;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Authorization;

/// <summary>Prepares policies one after the other. What several of them ask alike is prepared once, and then lies near the processor.</summary>
internal sealed class ProgramCompiler
{
    private readonly Dictionary<IReadOnlyList<Condition>, Node> _conditions = new(SameConditions.Comparer);
    private readonly Dictionary<(string? Principal, string? Resource, Node Conditions), Node> _typed = [];

    private readonly Dictionary<PolicyProgram, int> _numbers = [];
    private readonly List<PolicyProgram> _programs = [];

    /// <summary>The programs made so far; the number of each is its place.</summary>
    public IReadOnlyList<PolicyProgram> Programs => _programs;

    /// <summary>The number of the policy's program.</summary>
    public int Compile(CedarPolicy policy)
    {
        if (!_conditions.TryGetValue(policy.Conditions, out var conditions))
        {
            conditions = Compiler.Compile(policy.ConditionSpan);
            _conditions.Add(policy.Conditions, conditions);
        }

        var program = new PolicyProgram(policy.Effect, OfTypes(TypeOf(policy.Scope.Principal), TypeOf(policy.Scope.Resource), conditions));
        if (!_numbers.TryGetValue(program, out var number))
        {
            number = _programs.Count;
            _numbers.Add(program, number);
            _programs.Add(program);
        }

        return number;
    }

    private Node OfTypes(string? principal, string? resource, Node conditions)
    {
        // What never applies stays recognizable.
        if (principal is null && resource is null || conditions is ConstantNode { Value: BoolValue { Value: false } })
        {
            return conditions;
        }

        var key = (principal, resource, conditions);
        if (!_typed.TryGetValue(key, out var typed))
        {
            typed = new ScopeTypeNode(principal, resource, conditions);
            _typed.Add(key, typed);
        }

        return typed;
    }

    // The type of `is T in e` is the one part of a scope that the index leaves open.
    private static string? TypeOf(ScopeConstraint constraint) => constraint.Operator == ScopeOperator.IsIn ? constraint.Type!.Name : null;
}
