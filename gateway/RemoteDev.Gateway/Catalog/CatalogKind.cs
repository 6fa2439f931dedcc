namespace RemoteDev.Gateway.Catalog;

/// <summary>The kinds of entry a catalogue holds. The zero value names nothing.</summary>
internal enum CatalogKind
{
    None = 0,
    Vendor,
    Role,
    Document,
    Provider,
    Person,
    Service,
    Project,
    Environment,
    Repository,
    Window,
    Network,
}
