DROP TABLE vault_files;
