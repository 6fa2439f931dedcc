using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Listen;

namespace RemoteDev.Gateway.Doors.Environment;

/// <summary>Tells Listen which host labels are environments, by the catalogue as it is now.</summary>
internal sealed class CatalogPlaceNames(Func<CatalogSnapshot> catalog) : IPlaceNames
{
    public string? Environment(ReadOnlySpan<char> label) =>
        catalog().Environments.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(label, out var environment) ? environment.Name : null;
}
