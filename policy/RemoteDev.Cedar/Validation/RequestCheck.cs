using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Schema;

namespace RemoteDev.Cedar.Validation;

/// <summary>Checks a request against the schema: its principal, resource and action, and the context that the action asks for.</summary>
internal sealed class RequestCheck(SchemaIndex schema)
{
    private readonly CedarSchema _schema = schema.Schema;
    private readonly NameGuess _guess = new(schema.Schema);
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Run(Request request)
    {
        var isPrincipalKnown = CheckEntity(request.Principal, "principal");
        var isResourceKnown = CheckEntity(request.Resource, "resource");
        if (!_schema.Actions.TryGetValue(request.Action, out var action))
        {
            var hint = _guess.OfAction(request.Action);
            Add(FindingCode.UnknownAction, $"there is no action `{TypeText.Cut(request.Action.ToString())}`{hint}");
            return _findings;
        }

        if (isPrincipalKnown)
        {
            CheckApplies(request.Principal, "principal", action.PrincipalTypes, action.Uid);
        }

        if (isResourceKnown)
        {
            CheckApplies(request.Resource, "resource", action.ResourceTypes, action.Uid);
        }

        if (new ValueConformance(_schema).FaultOf(request.ContextRecord, schema.ContextOf(action.Uid), JsonPath.Root("context")) is { } fault)
        {
            Add(CodeOf(fault.Kind), fault.Message);
        }

        return _findings;
    }

    private static FindingCode CodeOf(ValueFaultKind kind) => kind switch
    {
        ValueFaultKind.UnknownAction => FindingCode.UnknownAction,
        ValueFaultKind.UnknownEnumId => FindingCode.UnknownEnumEntity,
        ValueFaultKind.TooDeep => FindingCode.TooDeep,
        _ => FindingCode.WrongContext,
    };

    private bool CheckEntity(EntityUid uid, string part)
    {
        if (!_schema.EntityTypes.TryGetValue(uid.Type, out var type))
        {
            Add(
                FindingCode.UnknownEntityType,
                $"there is no entity type `{TypeText.Cut(uid.Type)}`, of which the {part} is{_guess.OfType(uid.Type)}");
            return false;
        }

        if (type.EnumIds is { } ids && !ids.Contains(uid.Id, StringComparer.Ordinal))
        {
            Add(FindingCode.UnknownEnumEntity, $"the {part} `{TypeText.Cut(uid.ToString())}` is not among the entities of its type");
        }

        return true;
    }

    private void CheckApplies(EntityUid uid, string part, IReadOnlyList<string> types, EntityUid action)
    {
        if (!types.Contains(uid.Type, StringComparer.Ordinal))
        {
            var allowed = types.Count == 0
                ? "the schema allows no request of this action"
                : $"it is a {TypeText.List(types.Select(type => $"`{TypeText.Cut(type)}`"), "or a")}";
            Add(
                FindingCode.NotApplicable,
                $"the {part} of `{TypeText.Cut(action.ToString())}` cannot be a `{TypeText.Cut(uid.Type)}`: {allowed}");
        }
    }

    private void Add(FindingCode code, string message) => _findings.Add(Finding.OfRequest(code, message));
}
