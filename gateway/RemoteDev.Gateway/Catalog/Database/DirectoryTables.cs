using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RemoteDev.Gateway.Catalog.Provisioning;

namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>The tables of what directories sent by SCIM, and of what providers said at sign-ins.</summary>
internal static class DirectoryTables
{
    public const string Users = "catalog_directory_users";
    public const string Groups = "catalog_directory_groups";
    public const string Words = "catalog_provider_words";

    public static void Describe(EntityTypeBuilder<DirectoryUser> user)
    {
        user.ToTable(Users).HasKey(row => new { row.Provider, row.Login });
        user.HasIndex(row => new { row.Provider, row.UserNameKey }).IsUnique();
        user.Property(row => row.Provider).HasColumnName("provider").HasMaxLength(Limits.Name);
        user.Property(row => row.Login).HasColumnName("login").HasMaxLength(Limits.Name);
        user.Property(row => row.UserName).HasColumnName("user_name").HasMaxLength(Limits.Item);
        user.Property(row => row.UserNameKey).HasColumnName("user_name_key").HasMaxLength(Limits.Item);
        user.Property(row => row.ExternalId).HasColumnName("external_id").HasMaxLength(Limits.Item);
        user.Property(row => row.GivenName).HasColumnName("given_name").HasMaxLength(Limits.DisplayName);
        user.Property(row => row.FamilyName).HasColumnName("family_name").HasMaxLength(Limits.DisplayName);
        user.Property(row => row.CreatedAt).HasColumnName("created_at").HasConversion(Milliseconds.Converter);
        user.Property(row => row.ChangedAt).HasColumnName("changed_at").HasConversion(Milliseconds.Converter);
        user.Property(row => row.Revision).HasColumnName("revision").IsConcurrencyToken();
    }

    public static void Describe(EntityTypeBuilder<ProviderWord> word)
    {
        word.ToTable(Words).HasKey(row => new { row.Provider, row.Login });
        word.Property(row => row.Provider).HasColumnName("provider").HasMaxLength(Limits.Name);
        word.Property(row => row.Login).HasColumnName("login").HasMaxLength(Limits.Name);
        word.Property(row => row.SaidAt).HasColumnName("said_at").HasConversion(Milliseconds.Converter);
        word.Property(row => row.Claims).HasColumnName("claims");
    }

    public static void Describe(EntityTypeBuilder<DirectoryGroup> group)
    {
        group.ToTable(Groups).HasKey(row => new { row.Provider, row.Id });
        group.Property(row => row.Provider).HasColumnName("provider").HasMaxLength(Limits.Name);
        group.Property(row => row.Id).HasColumnName("id").HasMaxLength(Limits.Word);
        group.Property(row => row.DisplayName).HasColumnName("display_name").HasMaxLength(Limits.Item);
        group.Property(row => row.ExternalId).HasColumnName("external_id").HasMaxLength(Limits.Item);
        group.Property(row => row.Members).HasColumnName("members").HasConversion(JsonText.Converter<ImmutableArray<string>>(), JsonText.Comparer<ImmutableArray<string>>());
        group.Property(row => row.CreatedAt).HasColumnName("created_at").HasConversion(Milliseconds.Converter);
        group.Property(row => row.ChangedAt).HasColumnName("changed_at").HasConversion(Milliseconds.Converter);
        group.Property(row => row.Revision).HasColumnName("revision").IsConcurrencyToken();
    }
}
