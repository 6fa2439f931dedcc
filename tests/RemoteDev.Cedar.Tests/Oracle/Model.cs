namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>A schema as the generator sees it, with the paths that lead from a request's variables to values of each type.</summary>
internal sealed class Model(
    int number, IReadOnlyList<ModelEntity> entities, IReadOnlyList<ModelAction> actions, IReadOnlyList<ModelType.Common> commons)
{
    private const int MaxPaths = 80;
    private const int MaxDepth = 4;

    private readonly Dictionary<(string, string, string), IReadOnlyList<ModelPath>> _paths = [];
    private readonly Dictionary<string, ModelEntity> _byName = entities.ToDictionary(entity => entity.Name, StringComparer.Ordinal);

    public int Number => number;

    public IReadOnlyList<ModelEntity> Entities => entities;

    public IReadOnlyList<ModelAction> Actions => actions;

    public IReadOnlyList<ModelType.Common> Commons => commons;

    public IReadOnlyList<ModelAction> Requestable { get; } = [.. actions.Where(action => !action.IsGroup)];

    public ModelEntity? Find(string entityType) => _byName.GetValueOrDefault(entityType);

    /// <summary>The values at hand in a policy for these types, shortest way first.</summary>
    public IReadOnlyList<ModelPath> Paths(string principal, ModelAction action, string resource)
    {
        var key = (principal, action.Type + action.Id, resource);
        if (!_paths.TryGetValue(key, out var paths))
        {
            paths = FindPaths(
                new ModelPath("principal", new ModelType.Entity(principal), []),
                new ModelPath("resource", new ModelType.Entity(resource), []),
                new ModelPath("context", action.Context, []),
                new ModelPath("action", new ModelType.Entity(action.Type), []));
            _paths.Add(key, paths);
        }

        return paths;
    }

    private List<ModelPath> FindPaths(params ModelPath[] variables)
    {
        List<ModelPath> paths = [.. variables];
        for (var i = 0; i < paths.Count && paths.Count < MaxPaths; i++)
        {
            var path = paths[i];
            var fields = path.Type.Resolved switch
            {
                ModelType.Record record => record.Fields,
                ModelType.Entity entity => Find(entity.Name)?.Shape.Fields ?? [],
                _ => [],
            };
            foreach (var field in path.Depth < MaxDepth ? fields : [])
            {
                string[] guards = field.IsRequired ? path.Guards : [.. path.Guards, path.Text + " has " + Names.Key(field.Name)];
                paths.Add(new ModelPath(path.Text + Names.Access(field.Name), field.Type.Resolved, guards, path.Depth + 1));
            }
        }

        return paths;
    }
}
