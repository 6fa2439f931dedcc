using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Identify.Accounts.Migrations;

/// <summary>The first tables. No column names a store type, so that each provider chooses its own.</summary>
[DbContext(typeof(AccountContext))]
[Migration("20261121000000_CreateAccounts")]
internal sealed class CreateAccounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "identify_accounts",
            table => new
            {
                login = table.Column<string>(maxLength: LoginName.MaxLength),
                password_hash = table.Column<string>(maxLength: ColumnLength.PasswordHash, nullable: true),
                security_stamp = table.Column<string>(maxLength: ColumnLength.Stamp, nullable: true),
                concurrency_stamp = table.Column<string>(maxLength: ColumnLength.Stamp, nullable: true),
                enrolled_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_identify_accounts", row => row.login));
        migrationBuilder.CreateTable(
            "identify_factors",
            table => new
            {
                login = table.Column<string>(maxLength: LoginName.MaxLength),
                protected_secret = table.Column<string>(maxLength: ColumnLength.ProtectedSecret),
                last_step = table.Column<long>(),
                enrolled_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_identify_factors", row => row.login));
        migrationBuilder.CreateTable(
            "identify_recovery_codes",
            table => new
            {
                login = table.Column<string>(maxLength: LoginName.MaxLength),
                hash = table.Column<string>(maxLength: ColumnLength.Hash),
            },
            constraints: table => table.PrimaryKey("PK_identify_recovery_codes", row => new { row.login, row.hash }));
        migrationBuilder.CreateTable(
            "identify_invitations",
            table => new
            {
                hash = table.Column<string>(maxLength: ColumnLength.Hash),
                login = table.Column<string>(maxLength: LoginName.MaxLength),
                issued_by = table.Column<string>(maxLength: LoginName.MaxLength),
                expires_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_identify_invitations", row => row.hash));
        migrationBuilder.CreateTable(
            "identify_workload_credentials",
            table => new
            {
                environment = table.Column<string>(maxLength: LoginName.MaxLength),
                hash = table.Column<string>(maxLength: ColumnLength.Hash),
                issued_by = table.Column<string>(maxLength: LoginName.MaxLength),
                issued_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_identify_workload_credentials", row => row.environment));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("identify_workload_credentials");
        migrationBuilder.DropTable("identify_invitations");
        migrationBuilder.DropTable("identify_recovery_codes");
        migrationBuilder.DropTable("identify_factors");
        migrationBuilder.DropTable("identify_accounts");
    }
}
