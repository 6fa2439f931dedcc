using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RemoteDev.Gateway.Catalog;

namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>
/// The tables of Identify and StepUp: everything that lets somebody in, and nothing else about anybody. Secrets stand here as
/// hashes, or encrypted where the value itself is needed (TOTP, the gateway's own SSH keys).
/// </summary>
internal sealed class AccountContext(DbContextOptions<AccountContext> options) : DbContext(options)
{
    /// <summary>The table of applied migrations.</summary>
    public const string HistoryTable = "identify_migrations";

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<TotpFactor> Factors => Set<TotpFactor>();

    public DbSet<RecoveryCodeRow> RecoveryCodes => Set<RecoveryCodeRow>();

    public DbSet<InvitationRow> Invitations => Set<InvitationRow>();

    public DbSet<WorkloadCredentialRow> WorkloadCredentials => Set<WorkloadCredentialRow>();

    public DbSet<SupersededSecretRow> SupersededSecrets => Set<SupersededSecretRow>();

    public DbSet<DirectoryTokenRow> DirectoryTokens => Set<DirectoryTokenRow>();

    public DbSet<AccessTokenRow> AccessTokens => Set<AccessTokenRow>();

    public DbSet<SshKeyRow> SshKeys => Set<SshKeyRow>();

    public DbSet<SignInEndRow> SignInEnds => Set<SignInEndRow>();

    public DbSet<SshDoubtRow> SshDoubts => Set<SshDoubtRow>();

    public DbSet<ProviderLinkRow> ProviderLinks => Set<ProviderLinkRow>();

    public DbSet<SshAuthorityRow> SshAuthorities => Set<SshAuthorityRow>();

    public DbSet<ProtectionKeyRow> ProtectionKeys => Set<ProtectionKeyRow>();

    public DbSet<ResetRow> Resets => Set<ResetRow>();

    public DbSet<PasskeyRow> Passkeys => Set<PasskeyRow>();

    public DbSet<AssertionKeyRow> AssertionKeys => Set<AssertionKeyRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("identify_accounts").HasKey(row => row.Id);
            Login(account.Property(row => row.Id));
            account.Property(row => row.PasswordHash).HasColumnName("password_hash").HasMaxLength(ColumnLength.PasswordHash);
            account.Property(row => row.SecurityStamp).HasColumnName("security_stamp").HasMaxLength(ColumnLength.Stamp);
            account.Property(row => row.ConcurrencyStamp).HasColumnName("concurrency_stamp").HasMaxLength(ColumnLength.Stamp).IsConcurrencyToken();
            Moment(account.Property(row => row.EnrolledAt), "enrolled_at");

            // What the framework's type has beyond that is kept elsewhere (names and suspension: the catalogue; factors and
            // lockouts: StepUp and Lockouts) or not at all. What is not stored cannot leak.
            account.Ignore(row => row.UserName).Ignore(row => row.NormalizedUserName);
            account.Ignore(row => row.Email).Ignore(row => row.NormalizedEmail).Ignore(row => row.EmailConfirmed);
            account.Ignore(row => row.PhoneNumber).Ignore(row => row.PhoneNumberConfirmed).Ignore(row => row.TwoFactorEnabled);
            account.Ignore(row => row.LockoutEnd).Ignore(row => row.LockoutEnabled).Ignore(row => row.AccessFailedCount);
        });
        modelBuilder.Entity<TotpFactor>(factor =>
        {
            factor.ToTable("identify_factors").HasKey(row => row.Login);
            Login(factor.Property(row => row.Login));
            factor.Property(row => row.ProtectedSecret).HasColumnName("protected_secret").HasMaxLength(ColumnLength.ProtectedSecret);
            factor.Property(row => row.LastStep).HasColumnName("last_step");
            factor.Property(row => row.Drift).HasColumnName("drift").HasDefaultValue(0);
            Moment(factor.Property(row => row.EnrolledAt), "enrolled_at");
        });
        modelBuilder.Entity<RecoveryCodeRow>(code =>
        {
            code.ToTable("identify_recovery_codes").HasKey(row => new { row.Login, row.Hash });
            Login(code.Property(row => row.Login));
            code.Property(row => row.Hash).HasColumnName("hash").HasMaxLength(ColumnLength.Hash);
        });
        modelBuilder.Entity<InvitationRow>(invitation =>
        {
            invitation.ToTable("identify_invitations").HasKey(row => row.Hash);
            invitation.Property(row => row.Hash).HasColumnName("hash").HasMaxLength(ColumnLength.Hash);
            Login(invitation.Property(row => row.Login));
            invitation.Property(row => row.IssuedBy).HasColumnName("issued_by").HasMaxLength(LoginName.MaxLength);
            Moment(invitation.Property(row => row.ExpiresAt), "expires_at");
        });
        modelBuilder.Entity<WorkloadCredentialRow>(WorkloadCredential);
        modelBuilder.Entity<SupersededSecretRow>(SupersededSecret);
        modelBuilder.Entity<ProviderLinkRow>(ProviderLink);
        modelBuilder.Entity<SshKeyRow>(key =>
        {
            key.ToTable("identify_ssh_keys").HasKey(row => row.Fingerprint);
            key.HasIndex(row => row.Login);
            key.Property(row => row.Fingerprint).HasColumnName("fingerprint").HasMaxLength(ColumnLength.Fingerprint);
            Login(key.Property(row => row.Login));
            key.HasIndex(row => row.Environment);
            key.Property(row => row.Environment).HasColumnName("environment").HasMaxLength(LoginName.MaxLength);
            key.Property(row => row.Name).HasColumnName("name").HasMaxLength(ColumnLength.KeyName);
            key.Property(row => row.Line).HasColumnName("line").HasMaxLength(ColumnLength.KeyLine);
            Moment(key.Property(row => row.AddedAt), "added_at");
            MomentOrNever(key.Property(row => row.UsedAt), "used_at");
        });
        modelBuilder.Entity<SignInEndRow>(end =>
        {
            end.ToTable("identify_sign_in_ends").HasKey(row => row.Login);
            Login(end.Property(row => row.Login));
            Moment(end.Property(row => row.At), "ended_at");
            end.Property(row => row.Except).HasColumnName("except").HasMaxLength(ColumnLength.SignIn);
        });
        modelBuilder.Entity<SshDoubtRow>(doubt =>
        {
            doubt.ToTable("identify_ssh_doubts").HasKey(row => row.Login);
            Login(doubt.Property(row => row.Login));
            Moment(doubt.Property(row => row.Since), "since");
        });
        modelBuilder.Entity<PasskeyRow>(passkey =>
        {
            passkey.ToTable("identify_passkeys").HasKey(row => row.Id);
            passkey.HasIndex(row => row.Login);
            passkey.Property(row => row.Id).HasColumnName("id").HasMaxLength(ColumnLength.Hash);
            Login(passkey.Property(row => row.Login));
            passkey.Property(row => row.Name).HasColumnName("name").HasMaxLength(ColumnLength.KeyName);
            passkey.Property(row => row.CredentialId).HasColumnName("credential_id").HasMaxLength(ColumnLength.CredentialId);
            passkey.Property(row => row.PublicKey).HasColumnName("public_key").HasMaxLength(ColumnLength.CoseKey);
            passkey.Property(row => row.SignCount).HasColumnName("sign_count");
            passkey.Property(row => row.Transports).HasColumnName("transports").HasMaxLength(ColumnLength.Transports);
            passkey.Property(row => row.BackupEligible).HasColumnName("backup_eligible");
            passkey.Property(row => row.BackedUp).HasColumnName("backed_up");
            Moment(passkey.Property(row => row.AddedAt), "added_at");
            MomentOrNever(passkey.Property(row => row.UsedAt), "used_at");
        });
        modelBuilder.Entity<DirectoryTokenRow>(DirectoryToken);
        modelBuilder.Entity<AccessTokenRow>(AccessTokenTable.Describe);
        modelBuilder.Entity<ResetRow>(reset =>
        {
            reset.ToTable("identify_resets").HasKey(row => row.Id);
            reset.HasIndex(row => row.Login);
            reset.HasIndex(row => row.WaitHash);
            reset.Property(row => row.Id).HasColumnName("id").HasMaxLength(ColumnLength.ResetId);
            Login(reset.Property(row => row.Login));
            reset.Property(row => row.State).HasColumnName("state");
            reset.Property(row => row.WaitHash).HasColumnName("wait_hash").HasMaxLength(ColumnLength.Hash);
            reset.Property(row => row.KnowsPassword).HasColumnName("knows_password");
            reset.Property(row => row.Source).HasColumnName("source").HasMaxLength(ColumnLength.Address);
            reset.Property(row => row.Message).HasColumnName("message").HasMaxLength(ColumnLength.ResetWords);
            reset.Property(row => row.StartedBy).HasColumnName("started_by").HasMaxLength(LoginName.MaxLength);
            reset.Property(row => row.Reason).HasColumnName("reason").HasMaxLength(ColumnLength.ResetWords);
            reset.Property(row => row.ConsentedBy).HasColumnName("consented_by").HasMaxLength(LoginName.MaxLength);
            Moment(reset.Property(row => row.CreatedAt), "created_at");
            Moment(reset.Property(row => row.ExpiresAt), "expires_at");
        });
        modelBuilder.Entity<SshAuthorityRow>(authority =>
        {
            authority.ToTable("identify_ssh_authorities").HasKey(row => row.Purpose);
            authority.Property(row => row.Purpose).HasColumnName("purpose").HasMaxLength(ColumnLength.Purpose);
            authority.Property(row => row.Sealed).HasColumnName("sealed_key").HasMaxLength(ColumnLength.SealedKey);
            Moment(authority.Property(row => row.CreatedAt), "created_at");
        });
        modelBuilder.Entity<AssertionKeyRow>(key =>
        {
            key.ToTable("identify_assertion_keys").HasKey(row => row.Generation);
            key.Property(row => row.Generation).HasColumnName("generation").ValueGeneratedNever();
            key.Property(row => row.Sealed).HasColumnName("sealed_key").HasMaxLength(ColumnLength.SealedKey);
            Moment(key.Property(row => row.SignsFrom), "signs_from");
            Moment(key.Property(row => row.SignsUntil), "signs_until");
        });
        modelBuilder.Entity<ProtectionKeyRow>(key =>
        {
            key.ToTable("identify_protection_keys").HasKey(row => row.Name);
            key.Property(row => row.Name).HasColumnName("name").HasMaxLength(ColumnLength.ProtectionKeyName);
            key.Property(row => row.Xml).HasColumnName("xml").HasMaxLength(ColumnLength.ProtectionKey);
            Moment(key.Property(row => row.CreatedAt), "created_at");
        });
    }

    private static void DirectoryToken(EntityTypeBuilder<DirectoryTokenRow> token)
    {
        token.ToTable("identify_directory_tokens").HasKey(row => row.Hash);
        token.HasIndex(row => new { row.Provider, row.Name }).IsUnique();
        token.Property(row => row.Hash).HasColumnName("hash").HasMaxLength(ColumnLength.Hash);
        token.Property(row => row.Provider).HasColumnName("provider").HasMaxLength(Limits.Name);
        token.Property(row => row.Name).HasColumnName("name").HasMaxLength(ColumnLength.KeyName);
        token.Property(row => row.IssuedBy).HasColumnName("issued_by").HasMaxLength(Limits.Actor);
        Moment(token.Property(row => row.IssuedAt), "issued_at");
        Moment(token.Property(row => row.ExpiresAt), "expires_at");
        token.Property(row => row.UsedAt).HasColumnName("used_at")
            .HasConversion(at => at!.Value.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
    }

    private static void WorkloadCredential(EntityTypeBuilder<WorkloadCredentialRow> credential)
    {
        credential.ToTable("identify_workload_credentials").HasKey(row => row.Environment);
        credential.Property(row => row.Environment).HasColumnName("environment").HasMaxLength(LoginName.MaxLength);
        credential.Property(row => row.Hash).HasColumnName("hash").HasMaxLength(ColumnLength.Hash);
        credential.Property(row => row.IssuedBy).HasColumnName("issued_by").HasMaxLength(LoginName.MaxLength);
        Moment(credential.Property(row => row.IssuedAt), "issued_at");

        // The zero has ended.
        Moment(credential.Property(row => row.ExpiresAt), "expires_at");
        credential.Property(row => row.ExpiresAt).HasDefaultValue(DateTimeOffset.UnixEpoch);
        MomentOrNever(credential.Property(row => row.RenewedAt), "renewed_at");
        credential.Property(row => row.RenewedFrom).HasColumnName("renewed_from").HasMaxLength(ColumnLength.Address);
        MomentOrNever(credential.Property(row => row.ProvenAt), "proven_at");
        MomentOrNever(credential.Property(row => row.UsedAt), "used_at");
        credential.Property(row => row.UsedFrom).HasColumnName("used_from").HasMaxLength(ColumnLength.Address);
        MomentOrNever(credential.Property(row => row.AlarmAt), "alarm_at");
        credential.Property(row => row.AlarmFrom).HasColumnName("alarm_from").HasMaxLength(ColumnLength.Address);
    }

    private static void SupersededSecret(EntityTypeBuilder<SupersededSecretRow> secret)
    {
        secret.ToTable("identify_superseded_secrets").HasKey(row => row.Hash);
        secret.HasIndex(row => row.Environment);
        secret.Property(row => row.Hash).HasColumnName("hash").HasMaxLength(ColumnLength.Hash);
        secret.Property(row => row.Environment).HasColumnName("environment").HasMaxLength(LoginName.MaxLength);
        Moment(secret.Property(row => row.SupersededAt), "superseded_at");
        Moment(secret.Property(row => row.ValidUntil), "valid_until");
        Moment(secret.Property(row => row.KnownUntil), "known_until");
    }

    private static void Login(PropertyBuilder<string> login) => login.HasColumnName("login").HasMaxLength(LoginName.MaxLength);

    /// <summary>As milliseconds, which every database compares alike.</summary>
    private static void Moment(PropertyBuilder<DateTimeOffset> moment, string column) =>
        moment.HasColumnName(column).HasConversion(at => at.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));

    private static void ProviderLink(EntityTypeBuilder<ProviderLinkRow> link)
    {
        link.ToTable("identify_provider_links").HasKey(row => new { row.Provider, row.Subject });
        link.HasIndex(row => new { row.Provider, row.Login }).IsUnique();
        link.Property(row => row.Provider).HasColumnName("provider").HasMaxLength(LoginName.MaxLength);
        link.Property(row => row.Subject).HasColumnName("subject").HasMaxLength(ColumnLength.Subject);
        Login(link.Property(row => row.Login));
        Moment(link.Property(row => row.LinkedAt), "linked_at");
    }

    private static void MomentOrNever(PropertyBuilder<DateTimeOffset?> moment, string column) =>
        moment.HasColumnName(column).HasConversion(at => at!.Value.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
}
