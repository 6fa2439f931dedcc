using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Provisioning;
using RemoteDev.Gateway.Catalog.Reminders;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>The catalogue's tables. Entries are stored as they are; what they refer to is checked before they are stored.</summary>
internal sealed class CatalogContext(DbContextOptions<CatalogContext> options) : DbContext(options)
{
    /// <summary>The table of applied migrations.</summary>
    public const string HistoryTable = "catalog_migrations";

    public DbSet<CatalogState> State => Set<CatalogState>();

    public DbSet<VendorEntry> Vendors => Set<VendorEntry>();

    public DbSet<RoleEntry> Roles => Set<RoleEntry>();

    public DbSet<DocumentEntry> Documents => Set<DocumentEntry>();

    public DbSet<ProviderEntry> Providers => Set<ProviderEntry>();

    public DbSet<PersonEntry> People => Set<PersonEntry>();

    public DbSet<ServiceEntry> Services => Set<ServiceEntry>();

    public DbSet<ProjectEntry> Projects => Set<ProjectEntry>();

    public DbSet<EnvironmentEntry> Environments => Set<EnvironmentEntry>();

    public DbSet<RepositoryEntry> Repositories => Set<RepositoryEntry>();

    public DbSet<WindowText> Windows => Set<WindowText>();

    public DbSet<NetworkEntry> Networks => Set<NetworkEntry>();

    public DbSet<PolicyEntry> Policies => Set<PolicyEntry>();

    public DbSet<DirectoryUser> DirectoryUsers => Set<DirectoryUser>();

    public DbSet<DirectoryGroup> DirectoryGroups => Set<DirectoryGroup>();

    public DbSet<ReminderRow> Reminders => Set<ReminderRow>();

    public DbSet<ProviderWord> ProviderWords => Set<ProviderWord>();

    public DbSet<PolicyDraft> Drafts => Set<PolicyDraft>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<CatalogState>(state =>
        {
            state.ToTable("catalog_state").HasKey(row => row.Id);
            state.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
            state.Property(row => row.Version).HasColumnName("version");
        });
        modelBuilder.Entity<VendorEntry>(vendor =>
        {
            vendor.ToTable("catalog_vendors").HasKey(row => row.Name);
            vendor.Property(row => row.Name).HasColumnName("name").HasMaxLength(Limits.Name);
            vendor.Property(row => row.DisplayName).HasColumnName("display_name").HasMaxLength(Limits.DisplayName);
            vendor.Property(row => row.Parent).HasColumnName("parent").HasMaxLength(Limits.Name);
        });
        modelBuilder.Entity<RoleEntry>(role =>
        {
            role.ToTable("catalog_roles").HasKey(row => row.Name);
            role.Property(row => row.Name).HasColumnName("name").HasMaxLength(Limits.Name);
            role.Property(row => row.DisplayName).HasColumnName("display_name").HasMaxLength(Limits.DisplayName);
            role.Property(row => row.Administrative).HasColumnName("administrative");
        });
        modelBuilder.Entity<ProjectEntry>(project =>
        {
            project.ToTable("catalog_projects").HasKey(row => row.Name);
            project.Property(row => row.Name).HasColumnName("name").HasMaxLength(Limits.Name);
            project.Property(row => row.DisplayName).HasColumnName("display_name").HasMaxLength(Limits.DisplayName);
        });
        modelBuilder.Entity<DocumentEntry>(Document);
        modelBuilder.Entity<ProviderEntry>(Provider);
        modelBuilder.Entity<PersonEntry>(Person);
        modelBuilder.Entity<ServiceEntry>(Service);
        modelBuilder.Entity<EnvironmentEntry>(Environment);
        modelBuilder.Entity<RepositoryEntry>(Repository);
        modelBuilder.Entity<WindowText>(Window);
        modelBuilder.Entity<NetworkEntry>(Network);
        modelBuilder.Entity<PolicyEntry>(Policy);
        modelBuilder.Entity<PolicyDraft>(DraftTable.Describe);
        modelBuilder.Entity<ReminderRow>(ReminderTable.Describe);
        modelBuilder.Entity<DirectoryUser>(DirectoryTables.Describe);
        modelBuilder.Entity<DirectoryGroup>(DirectoryTables.Describe);
        modelBuilder.Entity<ProviderWord>(DirectoryTables.Describe);
    }

    private static void Document(EntityTypeBuilder<DocumentEntry> document)
    {
        document.ToTable("catalog_documents").HasKey(row => row.Name);
        document.Ignore(row => row.Sha256).Ignore(row => row.IsAccepted);
        document.Property(row => row.Name).HasColumnName("name").HasMaxLength(Limits.Name);
        document.Property(row => row.Kind).HasColumnName("kind").HasMaxLength(Limits.Word);
        document.Property(row => row.Version).HasColumnName("version").HasMaxLength(Limits.Word);
        document.Property(row => row.Title).HasColumnName("title").HasMaxLength(Limits.DisplayName);
        document.Property(row => row.Text).HasColumnName("text");
        document.Property(row => row.ValidDays).HasColumnName("valid_days");
        document.Property(row => row.Current).HasColumnName("current");
    }

    private static void Provider(EntityTypeBuilder<ProviderEntry> provider)
    {
        provider.ToTable("catalog_providers").HasKey(row => row.Name);
        provider.Ignore(row => row.Roles).Ignore(row => row.HonoursFactors);
        provider.Property(row => row.Name).HasColumnName("name").HasMaxLength(Limits.Name);
        provider.Property(row => row.DisplayName).HasColumnName("display_name").HasMaxLength(Limits.DisplayName);
        Json(provider.Property(row => row.Domains), "domains");
        Json(provider.Property(row => row.Vendors), "vendors");
        Json(provider.Property(row => row.MfaContexts), "mfa_contexts");
        Json(provider.Property(row => row.MfaMethods), "mfa_methods");
        provider.Property(row => row.CreatesPeople).HasColumnName("creates_people");
        Json(provider.Property(row => row.Rules), "rules");
    }

    private static void Person(EntityTypeBuilder<PersonEntry> person)
    {
        person.ToTable("catalog_people").HasKey(row => row.Login);
        person.Property(row => row.Login).HasColumnName("login").HasMaxLength(Limits.Name);
        person.Property(row => row.DisplayName).HasColumnName("display_name").HasMaxLength(Limits.DisplayName);
        person.Property(row => row.Email).HasColumnName("email").HasMaxLength(Limits.Email);
        person.Property(row => row.Vendor).HasColumnName("vendor").HasMaxLength(Limits.Name);
        Json(person.Property(row => row.Roles), "roles");
        person.Property(row => row.Suspended).HasColumnName("suspended");
        person.Property(row => row.TimeZone).HasColumnName("time_zone").HasMaxLength(Limits.Zone);
        Json(person.Property(row => row.Attestations), "attestations");
        person.Property(row => row.Provider).HasColumnName("provider").HasMaxLength(Limits.Name);
        Json(person.Property(row => row.ProviderRoles), "provider_roles");
        // For the rows that were there before the column; what is written always says.
        person.Property(row => row.ProviderRoles).HasDefaultValueSql("'[]'").ValueGeneratedNever();
        person.Property(row => row.SuspendedBy).HasColumnName("suspended_by").HasMaxLength(Limits.Actor);
    }

    private static void Service(EntityTypeBuilder<ServiceEntry> service)
    {
        service.ToTable("catalog_services").HasKey(row => row.Name);
        service.Property(row => row.Name).HasColumnName("name").HasMaxLength(Limits.Name);
        service.Property(row => row.Description).HasColumnName("description").HasMaxLength(Limits.DisplayName);
        service.Property(row => row.Owner).HasColumnName("owner").HasMaxLength(Limits.Name);
        service.Property(row => row.Vendor).HasColumnName("vendor").HasMaxLength(Limits.Name);
        Json(service.Property(row => row.Roles), "roles");
        Json(service.Property(row => row.Sources), "sources");
        service.Property(row => row.Suspended).HasColumnName("suspended");
    }

    private static void Environment(EntityTypeBuilder<EnvironmentEntry> environment)
    {
        environment.ToTable("catalog_environments").HasKey(row => row.Name);
        environment.Property(row => row.Name).HasColumnName("name").HasMaxLength(Limits.Name);
        environment.Property(row => row.Project).HasColumnName("project").HasMaxLength(Limits.Name);
        environment.Property(row => row.DisplayName).HasColumnName("display_name").HasMaxLength(Limits.DisplayName);
        environment.Property(row => row.Kind).HasColumnName("kind").HasMaxLength(Limits.Word);
        environment.Property(row => row.Classification).HasColumnName("classification").HasMaxLength(Limits.Word);
        Url(environment.Property(row => row.Upstream));
        environment.Property(row => row.Workspace).HasColumnName("workspace").HasMaxLength(Limits.Path);
        Json(environment.Property(row => row.ExtensionFolders), "extension_folders");
        Json(environment.Property(row => row.Sources), "sources");
        Json(environment.Property(row => row.Ssh), "ssh");
        environment.Ignore(row => row.IsForBrowsers);
    }

    private static void Repository(EntityTypeBuilder<RepositoryEntry> repository)
    {
        repository.ToTable("catalog_repositories").HasKey(row => new { row.Project, row.Name });
        repository.Ignore(row => row.FullName);
        repository.Property(row => row.Project).HasColumnName("project").HasMaxLength(Limits.Name);
        repository.Property(row => row.Name).HasColumnName("name").HasMaxLength(Limits.Name);
        repository.Property(row => row.DisplayName).HasColumnName("display_name").HasMaxLength(Limits.DisplayName);
        repository.Property(row => row.Classification).HasColumnName("classification").HasMaxLength(Limits.Word);
        Url(repository.Property(row => row.Upstream));
        Json(repository.Property(row => row.ProtectedBranches), "protected_branches");
    }

    private static void Window(EntityTypeBuilder<WindowText> window)
    {
        window.ToTable("catalog_windows").HasKey(row => row.Name);
        window.Property(row => row.Name).HasColumnName("name").HasMaxLength(Limits.Name);
        window.Property(row => row.Zone).HasColumnName("zone").HasMaxLength(Limits.Zone);
        Json(window.Property(row => row.Weekly), "weekly");
        Json(window.Property(row => row.Closings), "closings");
        Json(window.Property(row => row.Openings), "openings");
        window.Property(row => row.ValidFrom).HasColumnName("valid_from").HasMaxLength(Limits.Word);
        window.Property(row => row.ValidThrough).HasColumnName("valid_through").HasMaxLength(Limits.Word);
    }

    private static void Network(EntityTypeBuilder<NetworkEntry> network)
    {
        network.ToTable("catalog_networks").HasKey(row => row.Name);
        network.Property(row => row.Name).HasColumnName("name").HasMaxLength(Limits.Name);
        network.Property(row => row.Description).HasColumnName("description").HasMaxLength(Limits.Reason);
        Json(network.Property(row => row.Ranges), "ranges");
    }

    private static void Policy(EntityTypeBuilder<PolicyEntry> policy)
    {
        policy.ToTable("catalog_policies").HasKey(row => row.Number);
        policy.Property(row => row.Number).HasColumnName("number").ValueGeneratedNever();
        policy.Property(row => row.Text).HasColumnName("text");
        policy.Property(row => row.Tests).HasColumnName("tests");
        policy.Property(row => row.Sha256).HasColumnName("sha256").HasMaxLength(64);
        policy.Property(row => row.Author).HasColumnName("author").HasMaxLength(Limits.Name);
        policy.Property(row => row.SavedAt).HasColumnName("saved_at").HasConversion(Milliseconds.Converter);
        policy.Property(row => row.Approver).HasColumnName("approver").HasMaxLength(Limits.Name);
        policy.Property(row => row.Note).HasColumnName("note").HasMaxLength(Limits.Reason);
        policy.Property(row => row.Draft).HasColumnName("draft");
    }

    private static void Url(PropertyBuilder<Uri> url) =>
        url.HasColumnName("upstream").HasMaxLength(Limits.Url).HasConversion(uri => uri.OriginalString, text => new Uri(text));

    private static void Json<T>(PropertyBuilder<T> list, string column) =>
        list.HasColumnName(column).HasConversion(JsonText.Converter<T>(), JsonText.Comparer<T>());
}
