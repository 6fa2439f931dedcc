using RemoteDev.Cedar;
using RemoteDev.Policy.Decisions;

namespace RemoteDev.Policy.Explaining.Obstacles;

/// <summary>
/// Finds the permits whose scope a request meets, or misses in one part of three, without looking at the others. Every permit is filed under its three
/// terms, and under each two of them; a request looks where its own terms lead. Made when somebody first asks why not, because decisions do not need it.
/// </summary>
internal sealed class NearScopes
{
    /// <summary>Stands for a part that may be anything.</summary>
    private const int Open = 0;

    private readonly Dictionary<ScopeTerm, int> _terms = [];
    private readonly Dictionary<(int Principal, int Action, int Resource), List<BundlePolicy>> _permits = [];

    public NearScopes(IEnumerable<BundlePolicy> policies)
    {
        foreach (var policy in policies.Where(policy => policy.IsPermit))
        {
            var principals = Numbers(ScopeTerm.Of(policy.Policy.Scope.Principal));
            var actions = Numbers(ScopeTerm.Of(policy.Policy.Scope.Action));
            var resources = Numbers(ScopeTerm.Of(policy.Policy.Scope.Resource));
            FileAll(policy, principals, actions, resources);
            FileAll(policy, [Open], actions, resources);
            FileAll(policy, principals, [Open], resources);
            FileAll(policy, principals, actions, [Open]);
        }
    }

    /// <summary>The permits that speak of the request, and those that miss it in one part, by part.</summary>
    public NearPermits Find(EntityStore entities, Request request)
    {
        var principals = Known(ScopeTerm.Of(request.Principal, entities));
        var actions = Known(ScopeTerm.Of(request.Action, entities));
        var resources = Known(ScopeTerm.Of(request.Resource, entities));
        return new NearPermits(
            ListsOf(principals, actions, resources),
            [ListsOf([Open], actions, resources), ListsOf(principals, [Open], resources), ListsOf(principals, actions, [Open])]);
    }

    private List<int> Numbers(IEnumerable<ScopeTerm> terms)
    {
        var numbers = new List<int>();
        foreach (var term in terms)
        {
            if (!_terms.TryGetValue(term, out var number))
            {
                _terms[term] = number = _terms.Count + 1;
            }

            numbers.Add(number);
        }

        return numbers;
    }

    private List<int> Known(IEnumerable<ScopeTerm> terms)
    {
        var numbers = new List<int>();
        foreach (var term in terms)
        {
            if (_terms.TryGetValue(term, out var number))
            {
                numbers.Add(number);
            }
        }

        return numbers;
    }

    private void FileAll(BundlePolicy policy, List<int> principals, List<int> actions, List<int> resources)
    {
        foreach (var principal in principals)
        {
            foreach (var action in actions)
            {
                foreach (var resource in resources)
                {
                    if (!_permits.TryGetValue((principal, action, resource), out var list))
                    {
                        _permits[(principal, action, resource)] = list = [];
                    }

                    list.Add(policy);
                }
            }
        }
    }

    private List<List<BundlePolicy>> ListsOf(List<int> principals, List<int> actions, List<int> resources)
    {
        var lists = new List<List<BundlePolicy>>();
        foreach (var principal in principals)
        {
            foreach (var action in actions)
            {
                foreach (var resource in resources)
                {
                    if (_permits.TryGetValue((principal, action, resource), out var list))
                    {
                        lists.Add(list);
                    }
                }
            }
        }

        return lists;
    }
}
