namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>What a person may do to themselves in the portal: accept a document that people are asked for now, and nothing else.</summary>
internal static class AcceptanceGuard
{
    public static void Check(string login, CatalogSnapshot before, CatalogSnapshot after, IReadOnlySet<string> changed, List<CatalogFault> faults)
    {
        foreach (var path in changed.Where(path => path != CatalogKind.Person.Path(login)))
        {
            faults.Add(new CatalogFault(path, "is not changed in the portal, where people accept documents for themselves"));
        }

        var (was, becomes) = (before.People.GetValueOrDefault(login), after.People.GetValueOrDefault(login));
        if (was is not { Suspended: false } || becomes is null || becomes with { Attestations = was.Attestations } != was)
        {
            faults.Add(new CatalogFault(CatalogKind.Person.Path(login), "is suspended or gone, or would change in more than a document that is accepted"));
            return;
        }

        foreach (var paper in becomes.Attestations.Except(was.Attestations))
        {
            if (paper.By != login || after.Documents.GetValueOrDefault(paper.Document ?? "") is not { Current: true, IsAccepted: true })
            {
                faults.Add(new CatalogFault($"{CatalogKind.Person.Path(login)}/attestations", "is accepted by the person it concerns, and only while people are asked for it"));
            }
        }

        if (was.Attestations.Any(old => becomes.Attestations.All(paper => paper.Kind != old.Kind)))
        {
            faults.Add(new CatalogFault($"{CatalogKind.Person.Path(login)}/attestations", "loses a paper, which nobody takes from themselves"));
        }
    }
}
